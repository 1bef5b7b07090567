import { Gauge } from 'prom-client';

/** What is not as configured while the program runs, by the variable that says it. */
const present = new Map<string, string>();

new Gauge({
  name: 'arrears_trouble',
  help: 'Parts of the configuration that fail while the program runs, by variable: 1 while it does',
  labelNames: ['variable'],
  collect() {
    this.reset();
    for (const variable of present.keys()) this.set({ variable }, 1);
  },
});

/**
 * Says, or takes back, that something which the program goes on without fails: a measure, and a line of `/readyz`. No
 * secrets, and no paths: strangers read it.
 */
export function tellTrouble(variable: string, words: string | null): void {
  if (words === null) present.delete(variable);
  else present.set(variable, words);
}

/** What fails just now, a line each. */
export const troubles = (): string[] => [...present].map(([variable, words]) => `${variable}: ${words}`);
