/**
 * What became of a request. `ASKED`: it asks for personal data or changes something, and this was written before any of
 * it. `NOTE`: the trail's word about itself.
 */
export const OUTCOMES = ['ASKED', 'ANSWERED', 'FAILED', 'REFUSED', 'NOTE'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is recorded of a request: who asked what, when, from where, with what outcome. */
export interface AuditEntry {
  outcome: Outcome;
  /** Instant, ISO 8601, UTC. */
  time: string;
  /** Null in notes, and where a request was refused before it had one. */
  requestId: string | null;
  /** Who asked, as the gateway found out; null where it did not. */
  subject: string | null;
  role: string | null;
  /** Codes of the domains that the caller may see. */
  domains: readonly string[];
  /** Address of the connection; null in notes. */
  from: string | null;
  /** What the request says of the addresses before that one; anybody can say that. */
  forwardedFor: string | null;
  /** The subgraph that asked on the viewer's behalf; null: whoever asked is the viewer itself. */
  via: string | null;
  operationName: string | null;
  /** As it came, shortened where it is long. */
  operation: string | null;
  /** SHA-256 of the whole operation, in base64url. */
  operationDigest: string | null;
  /** Variables as JSON, shortened where they are long. */
  variables: string | null;
  /** SHA-256 of all of that JSON, in base64url. */
  variablesDigest: string | null;
  /** Codes of the domains whose departments were asked. */
  touched: readonly string[];
  /** Members of lists in the answer. */
  rows: number;
  /** Whether it asks for personal data unmasked. */
  personalData: boolean;
  /** What for, in the caller's words. */
  purpose: string | null;
  /** HTTP status; null before there is one. */
  status: number | null;
  /** Codes of the errors in the answer. */
  codes: readonly string[];
  /** How long it took; null before it is known. */
  ms: number | null;
  /** What a note says. */
  note: string | null;
  /** SHA-256 of a torn line just before a note, in base64url. */
  torn: string | null;
}

const NOTHING: AuditEntry = {
  outcome: 'NOTE',
  time: '',
  requestId: null,
  subject: null,
  role: null,
  domains: [],
  from: null,
  forwardedFor: null,
  via: null,
  operationName: null,
  operation: null,
  operationDigest: null,
  variables: null,
  variablesDigest: null,
  touched: [],
  rows: 0,
  personalData: false,
  purpose: null,
  status: null,
  codes: [],
  ms: null,
  note: null,
  torn: null,
};

/** An entry of now, of what is known. */
export function entryOf(known: Partial<AuditEntry>): AuditEntry {
  return { ...NOTHING, time: new Date().toISOString(), ...known };
}

/** A note of the trail about itself. */
export function noteOf(note: string, torn: string | null = null): AuditEntry {
  return entryOf({ note, torn });
}
