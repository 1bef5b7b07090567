import { faults, gatewayFaults } from './faults.ts';
import type { House } from './house.ts';
import type { Load } from './load.ts';
import { PERSONAL } from './questions.ts';

/** A fault and whom it befalls. */
export interface Trial {
  fault: string;
  whom: string;
  /** Returns what repairs it. */
  befall: () => Promise<() => Promise<void>>;
  /** How the one it befalls stands; `LIVE` where all is well. */
  status: () => Promise<string>;
}

/** Every fault with everyone whom it can befall. */
export function trialsIn(house: House, load: Load): Trial[] {
  const departments = faults.flatMap(({ name, befall }) =>
    house.sites.map((site): Trial => {
      return {
        fault: name,
        whom: site.domain,
        befall: () => befall(site),
        status: () => Promise.resolve(load.stateOf(site.domain)),
      };
    }),
  );
  const [gateway] = house.gateways;
  if (!gateway) return departments;
  const status = (): Promise<string> =>
    Promise.resolve(load.balancer.has(gateway) ? 'LIVE' : 'the other gateway answers');
  const gateways = gatewayFaults.map(({ name, befall }): Trial => ({
    fault: name,
    whom: 'gateway',
    befall: () => befall(gateway),
    status,
  }));
  return [...departments, ...gateways, ...auditTrials(house, load)];
}

/** Ordinary questions go on; those for personal data do not, until they can be recorded. */
function auditTrials({ auditDisk, issuer }: House, { balancer }: Load): Trial[] {
  if (!auditDisk) return [];
  const token = issuer.tokenOf('reader', ['coordination', 'contacts']);
  const status = async (): Promise<string> => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await token}`,
      'x-purpose': 'review',
    };
    const { status, text } = await balancer.ask(JSON.stringify({ query: PERSONAL }), headers);
    if (status === 200 && text.includes('"person":"')) return 'LIVE';
    return status === 503 && text.includes('AUDIT_UNAVAILABLE') ? 'personal data refused' : `${status} ${text}`;
  };
  const befall = (): Promise<() => Promise<void>> => {
    auditDisk.fill();
    return Promise.resolve(() => {
      auditDisk.clear();
      return Promise.resolve();
    });
  };
  return [{ fault: "the audit trail's disk is full", whom: 'gateways', befall, status }];
}
