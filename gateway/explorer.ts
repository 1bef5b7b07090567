import { getDistDirectory, renderAltair, type RenderOptions } from 'altair-static';
import express, { Router, type RequestHandler, type Response } from 'express';
import { localDay, type Day } from '../kit/rules/dates.ts';
import { examples } from './examples.ts';
import { demoBanner, makeNonce } from './pages/html.ts';

/** Where the explorer's own files are served. */
const FILES = '/explorer/';

const ENDPOINT = '/graphql';

const options: RenderOptions = {
  baseURL: FILES,
  endpointURL: ENDPOINT,
  initialSettings: { theme: 'light', 'schema.reloadOnStart': true },
  persistedSettings: {
    'alert.disableUpdateNotification': true,
    disablePushNotification: true,
    'banners.disable': true,
  },
  disableAccount: true,
};

/** A window for each question; the one made last is open. */
function windowsOn(today: Day): NonNullable<RenderOptions['initialWindows']> {
  return examples.toReversed().map(({ name, question, query, variables }) => ({
    initialName: name,
    endpointURL: ENDPOINT,
    initialQuery: `# ${question}\n${query}`,
    initialVariables: JSON.stringify(variables?.(today) ?? {}, null, 2),
  }));
}

/**
 * The GraphQL explorer for browsers that open `/graphql`, whole from our own files: the networks it runs in are closed.
 */
export function explorer(demo: boolean): Router {
  const router = Router();
  router.get(ENDPOINT, sendPage(demo));
  router.use(FILES, express.static(getDistDirectory(), { index: false, setHeaders: setFileHeaders }));
  return router;
}

/** Whoever asks for anything but a page asks the graph, which is not asked so. */
const sendPage =
  (demo: boolean): RequestHandler =>
  (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') {
      next();
      return;
    }
    const nonce = makeNonce();
    response.set('content-security-policy', policyOf(nonce));
    response.type('html').send(pageOf(nonce, demo ? demoBanner(nonce) : ''));
  };

/**
 * The styles that the explorer's parts make as they go carry the nonce that its root element tells them (a few of them
 * do not, and are not missed). It wants whole URLs, and only the browser knows by which name it came here.
 */
function pageOf(nonce: string, banner: string): string {
  return renderAltair({ ...options, initialWindows: windowsOn(localDay(new Date())), cspNonce: nonce })
    .replace('<app-root>', `${banner}<app-root ngCspNonce="${nonce}">`)
    .replaceAll(`\`${ENDPOINT}\``, `\`\${location.origin}${ENDPOINT}\``);
}

function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A worker goes by the policy of its own file, and files are kept between visits. */
function setFileHeaders(response: Response): void {
  response.set({
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'cache-control': 'no-cache',
  });
}
