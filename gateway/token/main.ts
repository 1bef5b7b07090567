import { parseArgs } from 'node:util';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { PUBLIC_ROLES } from '../authenticate/caller.ts';
import { mintDemoToken } from '../authenticate/demo.ts';

/** `npm run token`: a token of any role, for the demo mode of this machine alone. */
async function main(): Promise<string> {
  const { role, domains, contacts, post, minutes, ...given } = optionsOf();
  const subject = post === '' ? given.subject : `demo:${post}`;
  if (!PUBLIC_ROLES.some((known) => known === role)) throw wanted('--role', `one of ${PUBLIC_ROLES.join(', ')}`, role);
  if (!/^[1-9]\d{0,4}$/.test(minutes)) throw wanted('--minutes', 'a whole number from 1 to 99999', minutes);
  const codes = domains === '' ? [] : domains.split(',');
  const strange = codes.find((code) => !DOMAIN_CODES.some((known) => known === code));
  if (strange !== undefined) throw wanted('--domains', `some of ${DOMAIN_CODES.join(', ')}`, strange);
  return mintDemoToken(
    { sub: subject, roles: contacts ? [role, 'contacts'] : [role], domains: codes },
    Number(minutes),
  );
}

/** Who holds a post of the demo's campaign is called by it. */
function optionsOf(): {
  role: string;
  domains: string;
  contacts: boolean;
  subject: string;
  post: string;
  minutes: string;
} {
  const text = (otherwise: string) => ({ type: 'string', default: otherwise }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    role: text(''),
    domains: text(''),
    contacts: flag,
    subject: text('demo'),
    post: text(''),
    minutes: text('60'),
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Error(`wants --role, --domains, --contacts, --subject, --post, --minutes; ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function wanted(option: string, what: string, came: string): Error {
  return new Error(`${option} wants ${what}; got ${JSON.stringify(came)}`);
}

try {
  console.log(await main());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
