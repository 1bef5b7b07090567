import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromASTUntyped,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { isDay, lastDayOfMonth, type Day } from '../../kit/rules/dates.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { SavedReport } from './report.ts';
import type { Given, OwnParameter, Variables } from './shape.ts';

/** What a report takes in its address. */
export interface Parameter {
  name: string;
  /** As GraphQL writes it, or one of ours: `MONTH`, `YEAR`, `DAY`. */
  type: string;
  required: boolean;
  isList: boolean;
  /** The values that it takes, where they are few; null: any of its type. */
  values: readonly string[] | null;
  /** What holds where it is not given; null: nothing. */
  usual: unknown;
  /** Where its value goes: a variable of the question, a field of its filter, or what the report makes of it. */
  place: 'VARIABLE' | 'FILTER' | 'OWN';
}

const FILTER = 'filter';

/** What a report takes, as the schema in force has its question. */
export function parametersOf({ operation, shape }: SavedReport, schema: GraphQLSchema): Parameter[] {
  const own = (shape.parameters ?? []).map(ownParameter);
  const hidden = [
    ...own.map(({ name }) => name),
    ...(shape.pageSize ? ['first', 'after'] : []),
    ...(shape.variables ? ['asOf'] : []),
  ];
  const taken = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const [name, inputType] = [variable.name.value, typeFromAST(schema, type) as GraphQLInputType | undefined];
    const usual: unknown = defaultValue ? valueFromASTUntyped(defaultValue) : null;
    if (!inputType || hidden.includes(name)) return [];
    if (name !== FILTER) return [parameterOf(name, inputType, usual, 'VARIABLE')];
    return fieldsOf(inputType, (usual ?? {}) as Record<string, unknown>, shape.fixed ?? []);
  });
  return [...own, ...taken];
}

function fieldsOf(type: GraphQLInputType, usual: Record<string, unknown>, fixed: readonly string[]): Parameter[] {
  const input = getNullableType(type);
  const fields = isInputObjectType(input) ? Object.values(input.getFields()) : [];
  return fields
    .filter(({ name }) => !fixed.includes(name))
    .map((field) => parameterOf(field.name, field.type, usual[field.name] ?? field.defaultValue ?? null, 'FILTER'));
}

const ownParameter = ({ name, type, required }: OwnParameter): Parameter => ({
  ...{ name, type, required, isList: false, values: null, usual: null, place: 'OWN' },
});

function parameterOf(name: string, type: GraphQLInputType, usual: unknown, place: Parameter['place']): Parameter {
  const named = getNamedType(type);
  const values = isEnumType(named)
    ? named.getValues().map((value) => value.name)
    : name === 'domains'
      ? DOMAIN_CODES
      : null;
  const isList = isListType(getNullableType(type));
  return { name, type: named.name, required: isNonNullType(type) && usual === null, isList, values, usual, place };
}

/** What an address gives a report. */
export interface Asked {
  variables: Variables;
  given: Given;
}

/**
 * The variables that an address gives a report, on a day. Throws BAD_USER_INPUT, which names what there is, for what it
 * does not take.
 */
export function variablesOf(
  report: SavedReport,
  parameters: readonly Parameter[],
  address: URLSearchParams,
  today: Day,
): Asked {
  const texts = new Map(
    [...new Set(address.keys())].map((name) => [name, address.getAll(name).filter((text) => text !== '')]),
  );
  const stranger = [...texts.keys()].find((name) => !parameters.some((parameter) => parameter.name === name));
  if (stranger !== undefined)
    throw refusal(`The report takes ${namesOf(parameters)}; got ${JSON.stringify(stranger.slice(0, 40))}.`);
  const valuesOf = (place: Parameter['place']): Record<string, unknown> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.place === place && isGiven(parameter, texts))
        .map((parameter) => [parameter.name, valueOf(parameter, texts.get(parameter.name) ?? [])]),
    );
  const given = valuesOf('OWN') as Given;
  const own = report.shape.variables?.(given, today) ?? {};
  return { variables: { ...valuesOf('VARIABLE'), ...filterOf(report, valuesOf('FILTER')), ...own }, given };
}

const namesOf = (parameters: readonly Parameter[]): string => parameters.map(({ name }) => name).join(', ') || '(none)';

function isGiven({ name, required }: Parameter, texts: ReadonlyMap<string, readonly string[]>): boolean {
  const isThere = (texts.get(name) ?? []).length > 0;
  if (required && !isThere) throw refusal(`The report wants ${name}.`);
  return isThere;
}

/** What is given of the filter, over what is usual of it. */
function filterOf({ operation }: SavedReport, given: Record<string, unknown>): Variables {
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === FILTER);
  if (!definition) return {};
  const usual = definition.defaultValue ? (valueFromASTUntyped(definition.defaultValue) as object) : {};
  return { filter: { ...usual, ...given } };
}

function valueOf(parameter: Parameter, texts: readonly string[]): unknown {
  const { name, isList, values } = parameter;
  if (isList)
    return (values ? texts.flatMap((text) => text.split(',')) : texts).map((text) => scalarOf(parameter, text));
  if (texts.length > 1) throw refusal(`The report wants ${name} once; got it ${texts.length} times.`);
  return scalarOf(parameter, texts[0] ?? '');
}

/** What does not fit a type of GraphQL's is left as it is, for GraphQL to refuse in its own words. */
function scalarOf({ name, type, values }: Parameter, text: string): unknown {
  const form = values ? oneOf(values) : FORMS[type];
  if (!form) return READ[type]?.(text) ?? text;
  const value = form.read(text);
  if (value === null) throw refusal(`${name} wants ${form.wanted}; got ${JSON.stringify(text.slice(0, 40))}.`);
  return value;
}

const oneOf = (values: readonly string[]): Form => ({
  wanted: `some of ${values.join(', ')}`,
  read: (text) => (values.includes(text) ? text : null),
});

/** Of GraphQL's own; undefined where a text is none. */
const READ: Readonly<Record<string, (text: string) => number | boolean | undefined>> = {
  Int: (text) => (/^-?\d{1,10}$/.test(text) ? Number(text) : undefined),
  Boolean: (text) => (/^(true|false)$/.test(text) ? text === 'true' : undefined),
};

interface Form {
  wanted: string;
  /** Null where a text is none. */
  read: (text: string) => string | null;
}

const DAY = 'a day, as 2026-06-30, or a month, as 2026-06, for its last day';
const dayOf = (text: string): Day | null =>
  isDay(text) ? text : /^\d{4}-\d{2}$/.test(text) ? lastDayOfMonth(text) : null;
const FORMS: Readonly<Record<string, Form>> = {
  Date: { wanted: DAY, read: dayOf },
  DAY: { wanted: DAY, read: dayOf },
  MONTH: {
    wanted: 'a month, as 2026-06',
    read: (text) => (dayOf(text)?.startsWith(text) && text.length === 7 ? text : null),
  },
  YEAR: { wanted: 'a year, as 2025', read: (text) => (/^[1-9]\d{3}$/.test(text) ? text : null) },
};

function refusal(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
