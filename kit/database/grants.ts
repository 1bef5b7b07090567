import type { TableShape } from './shape.ts';

/** An account at a server, for those who come from a host. */
export interface Account {
  user: string;
  host: string;
}

const text = (words: string): string => `'${words.replaceAll("'", "''")}'`;

/** An account as statements name it. */
export const nameOf = ({ user, host }: Account): string => `${text(user)}@${text(host)}`;

/** Names as MySQL and MariaDB quote them. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/**
 * What lets an account read these columns and nothing else: a statement a table. Ending its own statements takes no
 * privilege.
 */
export const grantsFor = (tables: readonly TableShape[], database: string, account: string): string[] =>
  tables.map(({ name, columns }) => {
    const names = [...columns.keys()].map(quoted).join(', ');
    return `GRANT SELECT (${names}) ON ${quoted(database)}.${quoted(name)} TO ${account};`;
  });

/** Of what `SHOW GRANTS` says of an account, what goes beyond reading. */
export function excessiveGrants(grants: readonly string[]): string[] {
  return grants.filter((grant) => {
    const privileges = /^GRANT (.+?) ON /.exec(grant)?.[1]?.replace(/\([^)]*\)/g, '') ?? '';
    return privileges.split(',').some((privilege) => !['SELECT', 'SHOW VIEW', 'USAGE'].includes(privilege.trim()));
  });
}

/** A grant without what proves who somebody is. */
export const withoutSecrets = (grant: string): string => grant.replace(/ IDENTIFIED .*$/, '');
