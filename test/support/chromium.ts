import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { WebSocket } from 'undici';

/** A browser of its own, without a window, with an empty profile that goes with it. */
interface Chromium {
  /** A page on which nothing has been opened yet. */
  page(): Promise<Page>;
  stop(): Promise<void>;
}

export interface Page {
  /**
   * Opens an address: its status. Where the server wants a password, this one is given; null: the person presses
   * Escape.
   */
  open(url: string, password?: string | null): Promise<number>;
  /** What an expression gives in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression holds in the page. */
  until(expression: string): Promise<void>;
  /** Types at the end of what has the focus. */
  type(text: string): Promise<void>;
  /** How often the browser asked for a password. */
  readonly asked: number;
  /** What the page's scripts and rules complained of. */
  readonly complaints: readonly string[];
}

const OPTIONS = [
  ...[
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
  ...['--disable-component-update', '--disable-sync', '--remote-debugging-port=0'],
];
const MOST_WAITING_MS = 30_000;

/** Null where no Chromium is installed; an error instead where one is `required`. */
export async function startChromium({ required = false } = {}): Promise<Chromium | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const program = folders.map((folder) => join(folder, 'chromium')).find((file) => existsSync(file));
  if (program === undefined) {
    if (required) throw new Error('Chromium is required for this test: install chromium');
    return null;
  }
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const child = spawn(program, [...OPTIONS, `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const line = await Line.to(await addressOf(child));
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { page: () => openPage(line), stop };
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of stderr ?? []) {
    said += String(text);
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`Chromium did not start: ${said}`);
}

type Values = Record<string, unknown>;
type Listener = (method: string, params: Values) => void;

/** The browser's own protocol: commands and their answers, and what happens meanwhile. */
class Line {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: { result?: Values; error?: unknown }) => void>();
  readonly #listeners = new Map<string, Listener>();
  #number = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, method, params, sessionId, ...answer } = JSON.parse(String(data)) as {
        id?: number;
        method?: string;
        params?: Values;
        sessionId?: string;
        result?: Values;
      };
      if (id !== undefined) this.#waiting.get(id)?.(answer);
      else this.#listeners.get(sessionId ?? '')?.(method ?? '', params ?? {});
    });
  }

  static async to(address: string): Promise<Line> {
    const socket = new WebSocket(address);
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
    return new Line(socket);
  }

  listen(sessionId: string, listener: Listener): void {
    this.#listeners.set(sessionId, listener);
  }

  async send(method: string, params: Values = {}, sessionId?: string): Promise<Values> {
    const id = (this.#number += 1);
    const answer = new Promise<{ result?: Values; error?: unknown }>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    const { result, error } = await answer;
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result ?? {};
  }
}

async function openPage(line: Line): Promise<Page> {
  const { browserContextId } = await line.send('Target.createBrowserContext');
  const { targetId } = await line.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await line.send('Target.attachToTarget', { targetId, flatten: true });
  const page = new DrivenPage((method, params) => line.send(method, params, String(sessionId)));
  line.listen(String(sessionId), (method, params) => page.note(method, params));
  await page.begin();
  return page;
}

class DrivenPage implements Page {
  readonly #send: (method: string, params?: Values) => Promise<Values>;
  readonly complaints: string[] = [];
  asked = 0;
  #password: string | null = null;
  #status = 0;
  #loaded: (status: number) => void = () => undefined;

  constructor(send: (method: string, params?: Values) => Promise<Values>) {
    this.#send = send;
  }

  async begin(): Promise<void> {
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await this.#send(`${domain}.enable`);
    await this.#send('Fetch.enable', { handleAuthRequests: true });
  }

  async open(url: string, password: string | null = null): Promise<number> {
    this.#password = password;
    const loaded = new Promise<number>((resolve) => {
      this.#loaded = resolve;
    });
    await this.#send('Page.navigate', { url });
    return loaded;
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  async type(text: string): Promise<void> {
    const end = { key: 'End', code: 'End', windowsVirtualKeyCode: 35, modifiers: 2 };
    for (const type of ['keyDown', 'keyUp']) await this.#send('Input.dispatchKeyEvent', { type, ...end });
    await this.#send('Input.insertText', { text });
  }

  async until(expression: string): Promise<void> {
    const end = Date.now() + MOST_WAITING_MS;
    while (Date.now() < end) {
      if (await this.evaluate<boolean>(`Boolean(${expression})`)) return;
      await rest(100);
    }
    throw new Error(
      `${expression} does not hold; the page says: ${await this.evaluate<string>('document.body.innerText')}`,
    );
  }

  note(method: string, params: Values): void {
    if (method === 'Network.responseReceived' && params['type'] === 'Document')
      this.#status = (params['response'] as { status: number }).status;
    if (method === 'Page.loadEventFired') this.#loaded(this.#status);
    if (method === 'Fetch.requestPaused') void this.#send('Fetch.continueRequest', { requestId: params['requestId'] });
    if (method === 'Fetch.authRequired') void this.#answer(params['requestId']);
    if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params['exceptionDetails']));
    if (method === 'Log.entryAdded') this.complaints.push((params['entry'] as { text: string }).text);
  }

  async #answer(requestId: unknown): Promise<void> {
    this.asked += 1;
    const given = { response: 'ProvideCredentials', username: 'anybody', password: this.#password };
    const authChallengeResponse = this.#password === null ? { response: 'CancelAuth' } : given;
    await this.#send('Fetch.continueWithAuth', { requestId, authChallengeResponse });
  }
}
