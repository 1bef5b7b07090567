import { Gauge } from 'prom-client';

/** How a line to another server stands. */
export interface ClientLoad {
  /** Whether it is left alone. */
  open: boolean;
  underWay: number;
  /** Questions that wait for their turn. */
  waiting: number;
}

interface NamedLoad extends ClientLoad {
  server: string;
}

const lines = new Set<() => NamedLoad>();
const labelNames = ['server'];

new Gauge({
  name: 'arrears_line_open',
  help: 'Lines to a server that is left alone until it answers again',
  labelNames,
  collect() {
    this.reset();
    for (const { server, open } of loads()) this.inc({ server }, Number(open));
  },
});

new Gauge({
  name: 'arrears_line_under_way',
  help: 'Questions under way to a server',
  labelNames,
  collect() {
    this.reset();
    for (const { server, underWay } of loads()) this.inc({ server }, underWay);
  },
});

new Gauge({
  name: 'arrears_line_waiting',
  help: 'Questions that wait for their turn at a server',
  labelNames,
  collect() {
    this.reset();
    for (const { server, waiting } of loads()) this.inc({ server }, waiting);
  },
});

/** Shows a line among the measures. Returns what takes it out again. */
export function measureClient(load: () => NamedLoad): () => void {
  lines.add(load);
  return () => void lines.delete(load);
}

function loads(): NamedLoad[] {
  return [...lines].map((load) => load());
}
