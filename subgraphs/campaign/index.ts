import { dayOfAnswer, type RequestContext } from '../../kit/trust/request-context.ts';
import type { Clock } from '../../kit/program/clock.ts';
import { localDay } from '../../kit/rules/dates.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import type { SigningKeys, TrustedKeys } from '../../kit/trust/keys.ts';
import { TRUST_OF_THE_CAMPAIGN } from '../../kit/trust/signers.ts';
import { schemaOf, serveSubgraph, type RunningSubgraph } from '../../kit/department/subgraph.ts';
import { policy } from '../../policy/campaign.ts';
import { deciderOf } from '../../policy/policy.ts';
import { Books } from './books/books.ts';
import { GatewayLine } from './books/gateway-line.ts';
import { Campaign } from './campaign.ts';
import type { Context } from './context.ts';
import { resolvers } from './resolvers/index.ts';
import { CampaignStore } from './store/store.ts';
import { View } from './view.ts';

/** Where the campaign keeps what it records, unless CAMPAIGN_DATABASE_URL says otherwise. */
export const OWN_DATABASE = 'sqlite:.data/campaign.sqlite';

interface CampaignOptions {
  /** The campaign's own database: `sqlite:/path/to/file` or `mysql://…`. */
  databaseUrl: string;
  /** Where the gateway is asked for the graph's books; null: not known yet, or not at all. */
  gatewayUrl: () => string | null;
  /** What servers of the house sign requests with. */
  keys: SigningKeys;
  /** The public keys of those who may ask it. */
  trusted: TrustedKeys;
  /** What time it is (P2). */
  clock: Clock;
  port?: number;
  host?: string;
}

/** Starts the subgraph that keeps the campaign's own process. */
export async function startCampaign(options: CampaignOptions): Promise<RunningSubgraph> {
  const log = logOf('campaign');
  const campaign = new Campaign(new CampaignStore(options.databaseUrl), log);
  const line = new GatewayLine(options.gatewayUrl, options.keys, log);
  const served = await serveSubgraph({
    ...{ port: 0, host: '127.0.0.1', ...options, log },
    name: 'campaign',
    trust: TRUST_OF_THE_CAMPAIGN,
    schema: schemaOf(['campaign'], resolvers),
    decide: deciderOf(policy),
    context: (call) => contextOf(call, options.clock(), campaign, line),
  });
  const close = async (): Promise<void> => {
    await served.close();
    await line.close();
    await campaign.close();
  };
  return { ...served, close };
}

/** The day is the answer's, as the gateway has said it; the instant of steps is now. */
function contextOf(call: RequestContext, now: Date, campaign: Campaign, line: GatewayLine): Context {
  const today = dayOfAnswer(call, () => localDay(now));
  return { campaign, call, now, today, books: new Books(line, call), view: new View(campaign, call.viewer, today) };
}
