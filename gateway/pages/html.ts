import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

/** A number that names what is ours in a page, made for one answer. */
export function makeNonce(): string {
  return randomBytes(16).toString('base64');
}

/** Text as it may stand in a page. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/**
 * What stands at the head of pages over invented books, for nobody to take a figure in earnest; with styles of its own,
 * by which the explorer makes room for it.
 */
export function demoBanner(nonce: string): string {
  return `<style nonce="${nonce}">
  .invented-books { position: fixed; inset: 0 0 auto; z-index: 9999; background: #a8071a; color: #fff; font: 14px/26px system-ui, sans-serif; text-align: center; }
  body { padding-top: 26px; box-sizing: border-box; }
  .main-container { height: calc(100vh - 26px) !important; }
</style>
<div class="invented-books" role="note">演示：数据全部为虚构，与任何单位的账无关 · Demo: every figure is invented</div>`;
}

const STYLES = `body { max-width: 44em; margin: 3em auto; padding: 0 1em; font: 16px/1.7 system-ui, sans-serif; color: #222; }
  h1 { font-size: 1.5em; } a { color: #0958d9; } li { margin: 0.6em 0; } code { background: #f0f0f0; padding: 0 0.3em; }
  details.report { border: 1px solid #ddd; border-radius: 6px; padding: 0.6em 1em; margin: 0.6em 0; } summary { cursor: pointer; }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: 0.6em 1em; margin: 0.8em 0; align-items: start; }
  label { display: block; font-size: 0.85em; color: #555; } input, select { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: 0.2em; }
  button { font: inherit; padding: 0.3em 0.9em; cursor: pointer; }`;

interface HtmlPage {
  title: string;
  body: string;
  demo: boolean;
  /** Whether it has forms, which lead to our own addresses alone. */
  hasForms?: boolean;
}

/** Sends a page in Chinese that loads nothing and runs nothing. */
export function sendHtml(response: Response, { title, body, demo, hasForms = false }: HtmlPage): void {
  const nonce = makeNonce();
  response.set('content-security-policy', policyOf(nonce, hasForms));
  response.type('html').send(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style nonce="${nonce}">
  ${STYLES}
</style>
</head>
<body>
${demo ? demoBanner(nonce) : ''}
<h1>${title}</h1>
${body}
</body>
</html>
`);
}

function policyOf(nonce: string, hasForms: boolean): string {
  const forms = hasForms ? "'self'" : "'none'";
  return `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`;
}
