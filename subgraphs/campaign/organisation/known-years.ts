import { addDays, daysBetween, type Day } from '../../../kit/rules/dates.ts';
import type { Calendar } from '../model.ts';

/** Every day from one to another. */
const days = (from: Day, to: Day): Day[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));

/** Days off and days of work as the State Council's office has announced them (P18). */
export const KNOWN_YEARS: readonly Calendar[] = [
  {
    year: '2025',
    daysOff: [
      ...[
        '2025-01-01',
        ...days('2025-01-28', '2025-01-31'),
        '2025-02-03',
        '2025-02-04',
        '2025-04-04',
        '2025-05-01',
        '2025-05-02',
      ],
      ...['2025-05-05', '2025-06-02', ...days('2025-10-01', '2025-10-03'), ...days('2025-10-06', '2025-10-08')],
    ],
    workedWeekends: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: '2026',
    daysOff: [
      ...[
        '2026-01-01',
        '2026-01-02',
        ...days('2026-02-16', '2026-02-20'),
        '2026-02-23',
        '2026-04-06',
        '2026-05-01',
        '2026-05-04',
      ],
      ...['2026-05-05', '2026-06-19', '2026-09-25', '2026-10-01', '2026-10-02', ...days('2026-10-05', '2026-10-07')],
    ],
    workedWeekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];
