import { readFileSync } from 'node:fs';
import { fileCheck, folderCheck, portCheck, type Check } from '../kit/program/checks.ts';
import type { Environment } from '../kit/program/env.ts';
import { sealKeysIn } from '../audit/seal-keys.ts';
import { apiKeysOf } from './authenticate/api-key-file.ts';
import { keySetOf } from './authenticate/key-set.ts';

/** What the gateway wants of its configuration before it starts. */
export function gatewayChecks({ apiKeys, tokenIssuer, auditDir, auditKeys, port, host }: Environment): Check[] {
  const jwks = tokenIssuer && !/^https?:/i.test(tokenIssuer.jwks) ? tokenIssuer.jwks : null;
  return [
    ...(apiKeys === null ? [] : [fileCheck('API_KEYS', apiKeys, (file) => apiKeysOf(readFileSync(file, 'utf8')))]),
    ...(jwks === null ? [] : [fileCheck('AUTH_JWKS', jwks, (file) => keySetOf(readFileSync(file, 'utf8')))]),
    folderCheck('AUDIT_DIR', auditDir),
    ...(auditKeys === null ? [] : [fileCheck('AUDIT_KEYS', auditKeys, sealKeysIn)]),
    portCheck('PORT', port, host),
  ];
}
