import { DOMAIN_CODES, type DomainCode } from '../../kit/domains.ts';

/** A department whose books are federated (领域). */
export interface DomainEntry {
  code: string;
  name: string;
  bureau: string;
}

const NAMES: Readonly<Record<DomainCode, Omit<DomainEntry, 'code'>>> = {
  finance: { name: 'Finance (财政)', bureau: 'Finance Bureau (旗财政局)' },
  'housing-construction': {
    name: 'Housing and construction (住房和城乡建设)',
    bureau: 'Housing and Urban-Rural Development Bureau (旗住房和城乡建设局)',
  },
  energy: { name: 'Energy (能源)', bureau: 'Energy Bureau (旗能源局)' },
  soe: { name: 'State-owned enterprises (国有企业)', bureau: 'State-owned Assets Service Centre (旗国有资产发展服务中心)' },
};

/** Every domain, in the order in which equal debts of several books are listed. */
export const DOMAINS: readonly DomainEntry[] = DOMAIN_CODES.map((code) => ({ code, ...NAMES[code] }));

/** Whose word counts first where books differ on who a party is. */
export const PRECEDENCE: readonly string[] = ['finance', 'soe', 'housing-construction', 'energy'];

/** Place of a domain in the order of lists. */
export const rankOf = (code: string): number => DOMAINS.findIndex((domain) => domain.code === code);
