import type { FieldNode } from 'graphql';
import { Refusal } from '../kit/graphql/errors.ts';
import type { RequestGuard } from '../kit/graphql/request-guards.ts';
import type { Viewer } from '../kit/trust/viewer.ts';
import { policies } from '../policy/policies.ts';
import { decideAmong, type Coordinate } from '../policy/policy.ts';
import { fieldsIn } from './asked-fields.ts';
import type { GatewayContext } from './department-source/source.ts';

/** Whether a caller may ask for a field. */
export type MayAsk = (coordinate: Coordinate, viewer: Viewer) => boolean;

const RULES = Object.values(policies);

/** As the subgraphs' own tables have it. */
export const mayAskByPolicy: MayAsk = (coordinate, viewer) => decideAmong(RULES, coordinate, viewer) === 'ALLOW';

/** Refuses a question for a field that its caller may not see, before anybody is asked for anything. */
export function scopeGuard(mayAsk: MayAsk): RequestGuard<GatewayContext> {
  return ({ schema, document, operation, contextValue: { call } }) => {
    const asked = fieldsIn(schema, document, operation);
    const refused = asked.find(({ coordinates }) =>
      coordinates?.some((coordinate) => !mayAsk(coordinate, call.viewer)),
    );
    if (refused) throw refusalOf(refused.node, call.viewer);
  };
}

/** Refuses the campaign's own fields to questions of the campaign's: it would wait for itself (P8). */
export const campaignGuard: RequestGuard<GatewayContext> = ({
  schema,
  document,
  operation,
  contextValue: { call },
}) => {
  if (call.via === undefined) return;
  const asked = fieldsIn(schema, document, operation);
  const refused = asked.find(({ coordinates }) => coordinates?.some(isCampaignsAlone));
  if (refused)
    throw new Refusal('FORBIDDEN', `${refused.node.name.value} is the campaign's own: it asks for books alone.`);
};

const isCampaignsAlone = ({ type, field }: Coordinate): boolean => {
  const deciding = Object.entries(policies).filter(([, { fields }]) => Object.hasOwn(fields[type] ?? {}, field));
  return deciding.length > 0 && deciding.every(([name]) => name === 'campaign');
};

/** Names the field as the caller wrote it. */
function refusalOf({ alias, name }: FieldNode, { role, domains }: Viewer): Refusal {
  const field = alias ? `${alias.value}: ${name.value}` : name.value;
  const asking = `as ${role ?? 'nobody we know'}, for ${domains.join(', ') || 'no domain'}`;
  return new Refusal('FORBIDDEN', `${field} is not for you: you ask ${asking}.`);
}
