import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of tokens, as the banner would run one. */
export interface Issuer {
  /** What a gateway is told of it. */
  variables: Record<string, string>;
  tokenOf(subject: string, roles: readonly string[]): Promise<string>;
}

const [ISSUER, AUDIENCE, ALGORITHM, KEY] = ['https://issuer.invalid', 'arrears', 'ES256', 'one'];

export async function makeIssuer(folder: string): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const file = join(folder, 'jwks.json');
  writeFileSync(
    file,
    JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: KEY, alg: ALGORITHM, use: 'sig' }] }),
  );
  return {
    variables: { AUTH_JWKS: file, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE },
    tokenOf: (subject, roles) =>
      new SignJWT({ roles, domains: [] })
        .setProtectedHeader({ alg: ALGORITHM, kid: KEY })
        .setSubject(subject)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(privateKey),
  };
}
