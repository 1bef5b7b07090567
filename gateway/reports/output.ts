import { Refusal } from '../../kit/graphql/errors.ts';

/** In what a report's money is told. */
export const UNITS = ['yuan', 'wan', 'yi'] as const;
export type Unit = (typeof UNITS)[number];
/** In what its columns are headed; with `zh`, codes are put in words too. */
const HEADINGS = ['zh', 'en', 'key'] as const;
type Headings = (typeof HEADINGS)[number];
/** What a report can be had as. */
export const FORMATS = ['xlsx', 'csv', 'json', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** How a report is told. */
export interface Output {
  format: Format;
  unit: Unit;
  headings: Headings;
  /** JSON as a bare list of rows. */
  isBare: boolean;
  /** CSV ends with a line that says that it is whole. */
  hasTrailer: boolean;
  /** Nothing at all is told where a department is missing. */
  isStrict: boolean;
}

const FLAG = ['1', '0'] as const;
const PARAMETERS = { unit: UNITS, headings: HEADINGS, shape: ['rows', 'table'], trailer: FLAG, strict: FLAG } as const;

/** What every report takes beside its own, and the values of each. */
export const OUTPUT_PARAMETERS: Readonly<Record<string, readonly string[]>> = PARAMETERS;

/** Takes out of an address how its report is to be told. Throws BAD_USER_INPUT, which names what there is. */
export function takeOutput(format: Format, address: URLSearchParams): Output {
  const isForPeople = format === 'xlsx' || format === 'csv';
  return {
    format,
    unit: take(address, 'unit') ?? (format === 'xlsx' ? 'wan' : 'yuan'),
    headings: take(address, 'headings') ?? (isForPeople ? 'zh' : 'key'),
    isBare: take(address, 'shape') === 'rows',
    hasTrailer: take(address, 'trailer') !== '0',
    isStrict: take(address, 'strict') === '1',
  };
}

function take<Name extends keyof typeof PARAMETERS>(
  address: URLSearchParams,
  name: Name,
): (typeof PARAMETERS)[Name][number] | null {
  const texts = address.getAll(name).filter((text) => text !== '');
  address.delete(name);
  if (texts.length === 0) return null;
  const value = PARAMETERS[name].find((known) => known === texts[0]);
  if (value !== undefined && texts.length === 1) return value;
  const wanted = PARAMETERS[name].join(', ');
  throw new Refusal(
    'BAD_USER_INPUT',
    `${name} wants one of ${wanted}; got ${JSON.stringify(texts.join(', ').slice(0, 40))}.`,
  );
}
