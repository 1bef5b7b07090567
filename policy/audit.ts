import { ALL_BOOKS, type Policy } from './policy.ts';
import { NOBODY, SUPERVISORS } from './readers.ts';

/** The audit trail: supervision alone reads who asked for what. */
export const audit: Policy = {
  domain: ALL_BOOKS,
  fields: {
    Query: {
      auditTrail: SUPERVISORS,
      _service: NOBODY,
    },
    _Service: {
      sdl: NOBODY,
    },
    AuditConnection: {
      nodes: SUPERVISORS,
      endCursor: SUPERVISORS,
      hasNextPage: SUPERVISORS,
      complete: SUPERVISORS,
    },
    AuditRecord: {
      instance: SUPERVISORS,
      number: SUPERVISORS,
      time: SUPERVISORS,
      outcome: SUPERVISORS,
      requestId: SUPERVISORS,
      subject: SUPERVISORS,
      role: SUPERVISORS,
      domains: SUPERVISORS,
      from: SUPERVISORS,
      forwardedFor: SUPERVISORS,
      via: SUPERVISORS,
      operationName: SUPERVISORS,
      operation: SUPERVISORS,
      operationDigest: SUPERVISORS,
      variables: SUPERVISORS,
      variablesDigest: SUPERVISORS,
      touched: SUPERVISORS,
      rows: SUPERVISORS,
      personalData: SUPERVISORS,
      purpose: SUPERVISORS,
      status: SUPERVISORS,
      codes: SUPERVISORS,
      ms: SUPERVISORS,
      note: SUPERVISORS,
    },
  },
};
