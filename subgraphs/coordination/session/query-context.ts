import type { Day } from '../../../kit/rules/dates.ts';
import type { Grouping } from '../same-debt/grouping.ts';
import type { GroupedDay } from '../same-debt/groupings.ts';
import type { RegisterView } from '../views/register-view.ts';

/** Departments that have books for a day, and which of their records are the same debt. */
interface DayContext {
  domains: readonly string[];
  grouping: Grouping;
}

/** What the departments that can answer are asked with. */
export interface QueryContext {
  /** Moves on with the books: what a question is made of is taken of it before anything is waited for. */
  view: RegisterView;
  /** Of the day that the question is about. */
  grouping: Grouping;
  /** Of one of the days that it is about. */
  on(day: Day): DayContext;
  /**
   * The identifier of the party that a department's key stood for when the question was asked, as long as that is
   * remembered.
   */
  identify(key: string): string;
  isRemembered: boolean;
}

/** A query context as the view is now, about these days, the question's own the first. */
export function queryContextOf(
  view: RegisterView,
  days: readonly GroupedDay[],
  groupings: readonly Grouping[],
): QueryContext {
  const { names } = view;
  const { revision } = names;
  const on = (wanted: Day | undefined): DayContext => {
    const place = days.findIndex(({ day }) => day === wanted);
    const [asked, grouping] = [days[place], groupings[place]];
    if (!asked || !grouping) throw new Error(`the question was not about ${wanted ?? 'any day'}`);
    return { domains: asked.domains, grouping };
  };
  return {
    ...{ view, on, grouping: on(days[0]?.day).grouping },
    identify: (key) => names.identifierAt(revision, key),
    get isRemembered() {
      return names.remembers(revision);
    },
  };
}
