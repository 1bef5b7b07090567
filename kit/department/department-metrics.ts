import { Gauge } from 'prom-client';
import type { LedgerStatus } from '../ledger/sync.ts';

/** What is measured of a department. */
interface Department {
  domain: string;
  status: () => LedgerStatus;
  /** Connections to its database that are in use. */
  connections: () => number;
}

const departments = new Set<Department>();
const TROUBLES = ['SILENT', 'CHANGED', 'UNREADABLE'] as const;
const STATES = ['LIVE', 'STALE', 'LOADING', 'UNAVAILABLE'] as const;

new Gauge({
  name: 'arrears_books_state',
  help: '1 for the state that a department’s books are in',
  labelNames: ['domain', 'state'],
  collect() {
    this.reset();
    for (const { domain, status } of departments) {
      for (const state of STATES) this.set({ domain, state }, Number(status().state === state));
    }
  },
});

new Gauge({
  name: 'arrears_books_trouble',
  help: '1 for what keeps a department’s books from being read: SILENT, CHANGED in shape, or UNREADABLE to us',
  labelNames: ['domain', 'trouble'],
  collect() {
    this.reset();
    for (const { domain, status } of departments) {
      for (const trouble of TROUBLES) this.set({ domain, trouble }, Number(status().trouble === trouble));
    }
  },
});

const gauge = (name: string, help: string, measure: (department: Department) => number | null): Gauge =>
  new Gauge({
    name,
    help,
    labelNames: ['domain'],
    collect() {
      this.reset();
      for (const department of departments) {
        const value = measure(department);
        if (value !== null) this.set({ domain: department.domain }, value);
      }
    },
  });

gauge('arrears_books_age_seconds', 'Since a department’s books were last read', ({ status }) => {
  const { readAt } = status();
  return readAt && (Date.now() - readAt.getTime()) / 1000;
});
gauge(
  'arrears_books_bundles',
  'Bundles of rows that are kept of a department’s books',
  ({ status }) => status().bundlesRead,
);
gauge('arrears_database_connections', 'Connections to a department’s database in use', ({ connections }) =>
  connections(),
);

/** Shows a department among the measures. Returns what takes it out again. */
export function measureDepartment(department: Department): () => void {
  departments.add(department);
  return () => void departments.delete(department);
}
