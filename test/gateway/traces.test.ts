import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from './graphs.ts';
import { writeTrust } from './parts.ts';
import { addressOf, programsFolder, run } from './programs.ts';

/** A collector of traces, and what it was sent. */
async function collector(): Promise<{ url: string; sent: string[] }> {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      sent.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

test('a part’s traces say which part it is', async () => {
  const folder = await programsFolder();
  const [trust, { url, sent }] = [await writeTrust(folder), await collector()];
  const command = ['subgraphs/main.ts', 'coordination'];
  const coordination = run(folder, command, {
    ...trust.variablesOf(command),
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    DRAIN_SECONDS: '0',
  });
  await ask(await addressOf(coordination), '{ domains { code } }');
  coordination.child.kill('SIGTERM');
  expect(await coordination.ended).toBe(0);
  expect(sent.join()).toContain('{"key":"service.name","value":{"stringValue":"coordination"}}');
});
