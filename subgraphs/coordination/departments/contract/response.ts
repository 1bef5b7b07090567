import { isRecord } from '../../../../kit/client/answer/reader.ts';
import { BrokenContract } from './broken-contract.ts';

/** What a department says is wrong; only the code is for anybody but the log. */
interface ToldError {
  code: string | null;
  message: string;
}

/** A department's answer as GraphQL over HTTP has it. Throws where it is none. */
export function readResponse(text: string): { data: unknown; errors: ToldError[] } {
  const response: unknown = JSON.parse(text);
  if (!isRecord(response)) throw new BrokenContract('the answer is no object');
  const { data = null, errors = [] } = response;
  if (!Array.isArray(errors)) throw new BrokenContract('`errors` is no list');
  return { data, errors: errors.slice(0, 1).map(toldError) };
}

function toldError(error: unknown): ToldError {
  const { message, extensions } = isRecord(error) ? error : {};
  const code = isRecord(extensions) ? extensions['code'] : null;
  return {
    code: typeof code === 'string' ? code : null,
    message: typeof message === 'string' ? message : 'an error without a message',
  };
}
