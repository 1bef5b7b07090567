import { Gauge } from 'prom-client';

/** How a line to another server stands. */
interface LineStanding {
  server: string;
  /** Whether it is left alone. */
  open: boolean;
  underWay: number;
}

const lines = new Set<() => LineStanding>();
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

/** Shows a line among the measures. Returns what takes it out again. */
export function measureLine(standing: () => LineStanding): () => void {
  lines.add(standing);
  return () => void lines.delete(standing);
}

function standings(): LineStanding[] {
  return [...lines].map((standing) => standing());
}
