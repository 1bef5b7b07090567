import { argumentError } from '../../../kit/graphql/errors.ts';
import type { UnitInput } from '../../../schema/generated/campaign.ts';
import { eachOnce, wantedCode, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Kept, Unit } from '../model.ts';
import { perform } from '../perform.ts';
import { byRule, conflict, unknown } from '../refusals.ts';
import type { State } from '../state.ts';

/** What a unit stands for, among all that are on the register. */
export function unitOfDebtor(state: State, debtorId: string): Unit | null {
  return state.all('unit').find(({ active, debtorIds }) => active && debtorIds.includes(debtorId)) ?? null;
}

/**
 * A `save…` makes a new thing where its code is not there, and changes the version that was looked at where it is
 * (P13).
 */
export function checkSaved(what: string, code: string, before: Kept | null, version: number | null | undefined): void {
  if (!before && typeof version === 'number') throw unknown(what, code);
  if (!before || before.version === version) return;
  throw conflict(
    `${what} ${code} is there: version ${before.version} is to be changed, and ${version ?? 'none'} was looked at.`,
    {
      version: before.version,
    },
  );
}

/** P13: enters or changes a unit. */
export async function saveUnit(
  context: Context,
  { key, unit }: { key: string; unit: UnitInput },
): Promise<Unit | null> {
  const { version, ...wanted } = checked(unit);
  const [saved] = await perform(context, { mutation: 'saveUnit', key, args: { unit }, answers: 'unit' }, (draft) => {
    const before = draft.find('unit', wanted.id);
    checkSaved('unit', wanted.id, before, version);
    if (wanted.active) checkShared(draft, wanted);
    draft.put('unit', wanted, { from: before && stateOf(before), to: stateOf(wanted), postCode: null });
    return [wanted.id];
  });
  return saved ?? null;
}

const stateOf = ({ active }: Pick<Unit, 'active'>): string => (active ? 'ACTIVE' : 'INACTIVE');

function checked({
  code,
  name,
  kind,
  active,
  version,
  ...unit
}: UnitInput): Omit<Unit, 'version'> & { version: number | null | undefined } {
  const debtorIds = eachOnce('debtorIds', unit.debtorIds);
  if (debtorIds.some((id) => id === '')) throw argumentError('debtorIds', 'ids of debtors', '');
  return {
    ...{ id: wantedCode('code', code), name: wantedText('name', name), kind, active, version },
    ...{ debtorIds, functions: eachOnce('functions', unit.functions) },
  };
}

/** P13: a debtor, and a function of the plan's, belongs to at most one active unit. */
function checkShared(draft: Draft, unit: Omit<Unit, 'version'>): void {
  const others = draft.state.all('unit').filter(({ id, active }) => active && id !== unit.id);
  for (const other of others) {
    const shared = [...unit.debtorIds, ...unit.functions].find((claim) =>
      [...other.debtorIds, ...other.functions].includes(claim),
    );
    if (shared !== undefined) throw byRule('P13', `${shared} belongs to ${other.id}.`);
  }
}
