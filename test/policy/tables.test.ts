import { isObjectType, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { isDepartment } from '../../kit/graphql/sdl.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import { ROLES, type Role } from '../../kit/trust/viewer.ts';
import { policies } from '../../policy/policies.ts';
import { decideAmong } from '../../policy/policy.ts';
import { viewerOf } from '../support/signed.ts';

const schemas = Object.keys(policies).map((name): [string, GraphQLSchema] => [
  name,
  schemaOf(isDepartment(name) ? ['department', name] : [name], {}),
]);

/** Every field of a schema, federation's own too. */
function fieldsOf(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .sort();
}

test.each(schemas)('the table of %s decides on every field of its schema, and on no other', (name, schema) => {
  const decided = Object.entries(policies[name]?.fields ?? {}).flatMap(([type, fields]) =>
    Object.keys(fields).map((field) => `${type}.${field}`),
  );
  expect(decided.sort()).toEqual(fieldsOf(schema));
});

/** Fields that some of these roles may use and that are not for the others. */
function onlyFor(roles: readonly Role[]): string[] {
  const all = new Set(schemas.flatMap(([, schema]) => fieldsOf(schema)));
  const rolesOf = (coordinate: string): string => {
    const [type = '', field = ''] = coordinate.split('.');
    const may = ROLES.filter(
      (role) => decideAmong(Object.values(policies), { type, field }, viewerOf(role)) === 'ALLOW',
    );
    return may.join();
  };
  return [...all].filter((coordinate) => rolesOf(coordinate) === roles.join()).sort();
}

test('only the coordination group decides which debts are the same, and sets the campaign up', () => {
  const settingUp = [
    'appoint',
    'recordNotice',
    'savePost',
    'saveRoutes',
    'saveUnit',
    'saveWorkingGroup',
    'setReturnDeadline',
    'setWorkingCalendar',
    'vacate',
  ];
  const decisions = ['confirmSameDebt', 'separateDebts', 'undoDecision'];
  expect(onlyFor(['coordination'])).toEqual([...decisions, ...settingUp].map((field) => `Mutation.${field}`).sort());
});

test('a return is made by those who may hold a post in a unit, and signed by leaders alone', () => {
  const steps = ['confirmReturn', 'decideLetter', 'declareLines', 'fileLetter', 'receiveSummary', 'reopenReturn'];
  expect(onlyFor(['coordination', 'bureau', 'unit'])).toEqual(
    [...steps, 'submitSummary'].map((field) => `Mutation.${field}`),
  );
  expect(onlyFor(['coordination', 'leader', 'bureau', 'unit'])).toEqual(['Mutation.sendBackSummary']);
  expect(onlyFor(['leader'])).toEqual(['Mutation.signSummary']);
});

test('only those who look after all of it see what was decided', () => {
  expect(onlyFor(['coordination', 'supervision', 'leader'])).toContain('Query.sameDebtDecisions');
});

test('what departments tell the register is for nobody else', () => {
  expect(onlyFor(['register'])).toEqual(
    expect.arrayContaining(['Ledger.changes', 'LedgerCandidate.id', 'LedgerMention.party']),
  );
});

test('documents, free text and what is wrong in the books are not for reporting tools', () => {
  const officials: readonly Role[] = ['coordination', 'supervision', 'leader', 'bureau'];
  const notForReporting = ['Contact.phone', 'Debt.causeNote', 'EnergyLedgerRow.remarks', 'Query.dataIssues'];
  expect(onlyFor(officials)).toEqual(expect.arrayContaining(notForReporting));
  // plans and files stand on returns too, which units make
  const onReturns = ['ArchiveDocument.fileName', 'Instalment.note'];
  expect(onlyFor([...officials, 'unit'])).toEqual(expect.arrayContaining(onReturns));
});

test('nobody reads the schema of a subgraph from it', () => {
  expect(onlyFor([])).toEqual(['Query._service', '_Service.sdl']);
});
