import { createConnection } from 'mysql2/promise';
import type { ServerAddress } from './address.ts';
import { connectionOf } from './connection.ts';
import { unusualIn } from './session.ts';

/**
 * What a server gives sessions that is unusual, a sentence each: looked at over a connection in which nothing has been
 * said.
 */
export async function unusualSettings(address: ServerAddress): Promise<string[]> {
  const connection = await createConnection(await connectionOf(address));
  try {
    return await unusualIn(async (sql) => (await connection.query(sql))[0]);
  } finally {
    await connection.end();
  }
}
