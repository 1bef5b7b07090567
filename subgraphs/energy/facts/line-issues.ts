import type { DataIssueKind, IssueFact } from '../../../kit/rules/fact.ts';
import { yuanOf } from '../../../kit/rules/money.ts';
import { withoutPersonalNumbers } from '../../../kit/rules/personal-number.ts';
import type { FigureReading } from './amounts.ts';
import type { LineReading } from './lines.ts';
import type { StandingLine } from './mentions.ts';

/** A flaw before its row is named. */
type Flaw = Pick<IssueFact, 'kind' | 'found' | 'message'>;

const flaw = (kind: DataIssueKind, found: string | null, message: string): Flaw => ({ kind, found, message });

/** What is wrong in a line that stands in the books today. Lines of sums and nil reports hold nothing that could be. */
export function lineIssuesOf({ reading, debtId }: StandingLine): IssueFact[] {
  if (reading.kind === 'TOTAL' || reading.kind === 'NIL') return [];
  const flaws = [...codeFlaws(reading), ...standingFlaws(reading), ...debtFlaws(reading)];
  return flaws.map(({ found, ...flaw }) => ({
    ...flaw,
    found: found && withoutPersonalNumbers(found),
    location: reading.location,
    debtId,
  }));
}

function codeFlaws({ line, creditCodeInvalid }: LineReading): Flaw[] {
  if (!creditCodeInvalid) return [];
  return [
    flaw(
      'CREDIT_CODE_INVALID',
      line.creditCode,
      'This is no code of an organisation; the creditor stands by its name.',
    ),
  ];
}

/** What keeps a line from being a debt. */
function standingFlaws({ kind, line, debtor }: LineReading): Flaw[] {
  if (kind === 'BLANK') return [];
  const flaws: Flaw[] = [];
  if (kind === 'UNREADABLE')
    flaws.push(
      flaw(
        'AMOUNT_UNREADABLE',
        line.amountAsTyped ?? '',
        'The amount owed (欠款金额) cannot be read; the row counts as no debt.',
      ),
    );
  if (kind === 'UNCLAIMED')
    flaws.push(
      flaw('CREDITOR_UNIDENTIFIED', line.amountAsTyped, 'The row has an amount and no creditor; it counts as no debt.'),
    );
  if (debtor.name === '')
    flaws.push(flaw('DEBTOR_UNIDENTIFIED', line.debtor, 'The row names neither a debtor nor a reporting unit.'));
  return flaws;
}

function debtFlaws({ kind, figures, line, incurred, agreed }: LineReading): Flaw[] {
  if (kind !== 'DEBT' || figures === null) return [];
  const dates = [
    { text: line.incurredAsTyped, ...incurred },
    { text: line.dueAsTyped, ...agreed },
  ];
  return [
    ...figureFlaws(figures, [line.amountAsTyped, line.paidAsTyped, line.outstandingAsTyped]),
    ...dateFlaw(
      'DATE_UNREADABLE',
      textsOf(dates.filter(({ unreadable }) => unreadable)),
      'The date cannot be read; it counts as empty.',
    ),
    ...dateFlaw(
      'DATE_AMBIGUOUS',
      textsOf(dates.filter(({ ambiguous }) => ambiguous)),
      'Read as January; it may have been October (.10).',
    ),
  ];
}

function figureFlaws({ unreadable, disagree, overpaid }: FigureReading, texts: readonly (string | null)[]): Flaw[] {
  const flaws: Flaw[] = [];
  if (unreadable.length > 0)
    flaws.push(
      flaw(
        'AMOUNT_UNREADABLE',
        unreadable.join(' / '),
        'What is paid or outstanding cannot be read; it counts as empty.',
      ),
    );
  if (disagree)
    flaws.push(
      flaw(
        'AMOUNTS_DISAGREE',
        texts.map((text) => text ?? '').join(' / '),
        'The amounts do not add up; what is outstanding stands as typed.',
      ),
    );
  if (overpaid > 0n)
    flaws.push(
      flaw('OVERPAID', yuanOf(overpaid), 'More is paid than owed; what is beyond the amount counts in nothing.'),
    );
  return flaws;
}

const textsOf = (dates: readonly { text: string | null }[]): string[] => dates.map(({ text }) => text ?? '');

/** Both dates of a row may have the flaw: one issue per row and kind. */
function dateFlaw(kind: DataIssueKind, texts: readonly string[], message: string): Flaw[] {
  return texts.length === 0 ? [] : [flaw(kind, texts.join(' / '), message)];
}
