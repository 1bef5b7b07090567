import { Gauge } from 'prom-client';

/** How a line to another server stands. */
export interface LineStanding {
  /** Whether it is left alone. */
  open: boolean;
  underWay: number;
  /** Questions that wait for their turn. */
  waiting: number;
}

interface NamedStanding extends LineStanding {
  server: string;
}

const lines = new Set<() => NamedStanding>();
const labelNames = ['server'];

new Gauge({
  name: 'arrears_line_open',
  help: 'Lines to a server that is left alone until it answers again',
  labelNames,
  collect() {
    this.reset();
    for (const { server, open } of standings()) this.inc({ server }, Number(open));
  },
});

new Gauge({
  name: 'arrears_line_under_way',
  help: 'Questions under way to a server',
  labelNames,
  collect() {
    this.reset();
    for (const { server, underWay } of standings()) this.inc({ server }, underWay);
  },
});

new Gauge({
  name: 'arrears_line_waiting',
  help: 'Questions that wait for their turn at a server',
  labelNames,
  collect() {
    this.reset();
    for (const { server, waiting } of standings()) this.inc({ server }, waiting);
  },
});

/** Shows a line among the measures. Returns what takes it out again. */
export function measureLine(standing: () => NamedStanding): () => void {
  lines.add(standing);
  return () => void lines.delete(standing);
}

function standings(): NamedStanding[] {
  return [...lines].map((standing) => standing());
}
