import { once } from 'node:events';
import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';

/** Shows the process's measures to Prometheus at `/metrics`, on a port of their own. Returns what ends it. */
export async function showMeasures(port: number, host: string): Promise<() => Promise<void>> {
  collectDefaultMetrics();
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const show = (text: string): void =>
      void response.writeHead(200, { 'content-type': register.contentType }).end(text);
    register.metrics().then(show, () => response.writeHead(500).end());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
}
