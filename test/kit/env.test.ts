import { expect, test } from 'vitest';
import { readEnvironment } from '../../kit/program/env.ts';

test('says what holds where nothing is given', () => {
  const { port, host, subgraphPort, refreshSeconds, rereadSeconds, rereadHours, databaseUrl, subgraphUrl } =
    readEnvironment({ PORT: '' });
  expect({ port, host, subgraphPort, refreshSeconds, rereadSeconds, rereadHours }).toEqual({
    port: 4000,
    host: '127.0.0.1',
    subgraphPort: 0,
    refreshSeconds: 5,
    rereadSeconds: 600,
    rereadHours: null,
  });
  expect([databaseUrl('energy'), subgraphUrl('energy')]).toEqual([null, null]);
});

test.each([
  ['mysql://user:pass%40word@db:3307/hc?socketPath=/run/mysqld.sock'],
  ['mysql://user@[2001:db8::7]:3307/hc?ssl-mode=required'],
  [
    'mysql://user:a%2Fb%23c%3Fd%25@db/hc?ssl-mode=VERIFY_IDENTITY&ssl-ca=/etc/ca.pem&ssl-cert=/etc/cert.pem&ssl-key=/etc/key.pem',
  ],
  ['sqlite:/var/books/hc.sqlite'],
])('takes %s for a database', (url) => {
  const environment = readEnvironment({ HOUSING_CONSTRUCTION_DATABASE_URL: url });
  expect(environment.databaseUrl('housing-construction')).toBe(url);
});

test('reads what is given', () => {
  const { port, host, subgraphUrl, rereadHours } = readEnvironment({
    PORT: '0',
    HOST: '::',
    SOE_SUBGRAPH_URL: 'http://soe:4001/graphql',
    REREAD_HOURS: '22-6',
  });
  expect(rereadHours).toEqual({ from: 22, to: 6 });
  expect([port, host, subgraphUrl('soe')]).toEqual([0, '::', 'http://soe:4001/graphql']);
});

test.each([
  [{ PORT: '65536' }, 'PORT wants a whole number from 0 to 65535; got "65536"'],
  [{ PORT: '4e3' }, 'PORT wants a whole number from 0 to 65535; got "4e3"'],
  [{ REFRESH_SECONDS: '0' }, 'REFRESH_SECONDS wants a whole number from 1 to 604800; got "0"'],
  [{ REREAD_HOURS: 'at night' }, 'REREAD_HOURS wants two hours of the day, as 22-6; got "at night"'],
  [{ REREAD_HOURS: '22-25' }, 'REREAD_HOURS wants two hours of the day, as 22-6; got "22-25"'],
  [{ REREAD_HOURS: '6-6' }, 'REREAD_HOURS wants two hours of the day, as 22-6; got "6-6"'],
  [{ REREAD_SECONDS: '-1' }, 'REREAD_SECONDS wants a whole number from 1 to 604800; got "-1"'],
])('refuses %j', (variables, message) => {
  expect(() => readEnvironment(variables)).toThrow(message);
});

const FORMS = 'mysql://user:password@host:port/database or sqlite:/path/to/file';

test.each([
  ['postgres://reader:secret@db/books', FORMS],
  ['mysql://reader:secret@db:port/books', FORMS],
  ['sqlite:', FORMS],
  ['foo', FORMS],
  ['mysql://reader:secret%@db/books', 'its percent-encoding right'],
  ['mysql://reader:secret%zz@db/books', 'its percent-encoding right'],
  ['mysql://reader:1/secret@db/books', FORMS],
  ['mysql://reader:1#secret@db/books', FORMS],
  ['mysql://reader:1?secret@db/books', FORMS],
  ['mysql://reader:1/books?secret@db', FORMS],
  ['mysql://reader:secret@db', FORMS],
  ['mysql://:secret@db/books', FORMS],
  ['mysql://reader:secret@/books', FORMS],
  ['mysql://reader@db/books?secret@db', 'no parameters but socketPath, ssl-mode, ssl-ca, ssl-cert, ssl-key'],
  [
    'mysql://reader:secret@db/books?sslmode=required',
    'no parameters but socketPath, ssl-mode, ssl-ca, ssl-cert, ssl-key; got sslmode',
  ],
  ['mysql://reader:secret@db/books?ssl-mode=REQUIRED&ssl-mode=DISABLED', 'ssl-mode once'],
  [
    'mysql://reader:secret@db/books?ssl-mode=yes',
    'ssl-mode to be one of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY',
  ],
  [
    'mysql://reader:secret@db/books?ssl-mode=PREFERRED',
    'ssl-mode to be one of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY; PREFERRED goes on in clear',
  ],
  [
    'mysql://reader:secret@db/books?ssl-ca=/ca.pem',
    'ssl-mode=REQUIRED, VERIFY_CA, VERIFY_IDENTITY where an ssl- file is given',
  ],
  [
    'mysql://reader:secret@db/books?ssl-mode=REQUIRED&ssl-ca=/ca.pem',
    'ssl-mode=VERIFY_CA or VERIFY_IDENTITY with ssl-ca',
  ],
  ['mysql://reader:secret@db/books?ssl-mode=VERIFY_CA', 'ssl-ca with ssl-mode=VERIFY_CA'],
  ['mysql://reader:secret@db/books?ssl-mode=REQUIRED&ssl-key=/key.pem', 'ssl-cert and ssl-key together'],
  [
    'mysql://reader:secret@10.0.0.1/books?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem',
    'a host by its name with ssl-mode=VERIFY_IDENTITY',
  ],
  [
    'mysql://reader:secret@[::1]/books?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem',
    'a host by its name with ssl-mode=VERIFY_IDENTITY',
  ],
  ['mysql://reader:secret@db/books?ssl-mode=REQUIRED&socketPath=/run/s', 'no ssl-mode with socketPath'],
])('refuses %s without repeating what may be secret', (url, words) => {
  const { databaseUrl } = readEnvironment({ SOE_DATABASE_URL: url });
  const message = refusalOf(() => databaseUrl('soe'));
  expect(message).toContain(`SOE_DATABASE_URL wants ${words}`);
  expect(message).not.toContain('secret');
});

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was taken';
}

test.each(['soe:4001', 'ftp://soe/graphql'])('refuses %s as the address of a subgraph', (url) => {
  const { subgraphUrl } = readEnvironment({ SOE_SUBGRAPH_URL: url });
  expect(() => subgraphUrl('soe')).toThrow(`SOE_SUBGRAPH_URL wants a URL, as http://host:port/path; got "${url}"`);
});

const TRUST = { AUTH_JWKS: '/etc/jwks.json', AUTH_ISSUER: 'https://login', AUTH_AUDIENCE: 'arrears' };

test('says whose tokens and keys are believed', () => {
  expect(readEnvironment({})).toMatchObject({ tokenIssuer: null, apiKeys: null });
  expect(readEnvironment({ ...TRUST, API_KEYS: 'keys.json' })).toMatchObject({
    tokenIssuer: { jwks: '/etc/jwks.json', issuer: 'https://login', audience: 'arrears' },
    apiKeys: 'keys.json',
  });
});

test.each([
  'https://login/certs',
  'http://127.0.0.1:8080/certs',
  'http://localhost/certs',
  'http://[::1]:80/certs',
  'jwks.json',
])('takes %s for where an issuer’s keys are', (jwks) => {
  expect(readEnvironment({ ...TRUST, AUTH_JWKS: jwks }).tokenIssuer?.jwks).toBe(jwks);
});

test.each(['http://login/certs', 'ftp://login/certs', 'file:///etc/jwks.json', 'https://', 'data:,{}'])(
  'refuses %s as where an issuer’s keys are',
  (jwks) => {
    const words = `AUTH_JWKS wants https://host/path, or the path of a file (http:// on this machine alone); got "${jwks}"`;
    expect(() => readEnvironment({ ...TRUST, AUTH_JWKS: jwks })).toThrow(new Error(words));
  },
);

test.each(['AUTH_JWKS', 'AUTH_ISSUER', 'AUTH_AUDIENCE'])('refuses to go without %s alone', (variable) => {
  expect(() => readEnvironment({ ...TRUST, [variable]: '' })).toThrow(
    'AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE are wanted together',
  );
});
