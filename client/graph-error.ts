/** Why there is no answer, or none that is whole. */
export class GraphError extends Error {
  /** One of the graph’s closed set of codes, or `CUT_SHORT`: the connection ended before the answer did. */
  readonly code: string;
  /** HTTP status; null where an answer lacks something and says so. */
  readonly status: number | null;
  /** When to ask again; null where it is not said. */
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, { status, headers }: Partial<Pick<Response, 'status' | 'headers'>> = {}) {
    super(message);
    this.name = 'GraphError';
    [this.code, this.status] = [code, status ?? null];
    this.retryAfterSeconds = Number(headers?.get('retry-after') ?? NaN) || null;
  }
}

/** What a refusal says. */
export async function errorOf(response: Response): Promise<GraphError> {
  const body = (await response.json().catch(() => null)) as GraphAnswer | null;
  const [error] = body?.errors ?? [];
  const code = error?.extensions?.code ?? 'INTERNAL_SERVER_ERROR';
  return new GraphError(code, error?.message ?? `status ${response.status}`, response);
}

/** An answer as it comes. */
export interface GraphAnswer {
  data?: unknown;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
  extensions?: { incomplete?: readonly string[] };
}
