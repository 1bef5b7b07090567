import type { RequestHandler } from 'express';
import { Refusal } from '../../kit/graphql/errors.ts';

/** Names under which keys are put into addresses, in small letters and without marks between. */
const NAMES = [
  'apikey',
  'xapikey',
  'key',
  'token',
  'accesstoken',
  'authtoken',
  'jwt',
  'bearer',
  'authorization',
  'password',
  'secret',
];
/** How keys and tokens begin. */
const BEGINNINGS = /^(ak_|eyJ)/;

/** Refuses a key in an address, which histories, logs and proxies keep: BAD_REQUEST. What it is, is told nobody. */
export const refuseKeysInAddresses: RequestHandler = ({ query }, _response, next) => {
  const isKey = ([name, value]: [string, unknown]): boolean =>
    NAMES.includes(name.toLowerCase().replaceAll(/[^a-z]/g, '')) ||
    [value].flat().some((text) => BEGINNINGS.test(String(text)));
  if (Object.entries(query).some(isKey)) {
    throw new Refusal(
      'BAD_REQUEST',
      'A key or token does not belong in an address, which histories and logs keep: send it in Authorization or X-API-Key, and have this one replaced.',
    );
  }
  next();
};
