/** A row of an answer, as GraphQL gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Words in both languages that a heading may be in. */
export interface Bilingual {
  zh: string;
  en: string;
}

/**
 * What stands in a column. `money` is yuan as the graph gives it; `serial` numbers the rows; `ratio` is a part of 1;
 * `text` is whatever is none of these.
 */
export type ColumnType = 'serial' | 'text' | 'count' | 'money' | 'day' | 'ratio' | 'flag';

/** A column of a report. Their order never changes within a version. */
export interface Column extends Bilingual {
  /** Its name for programs. */
  key: string;
  type: ColumnType;
  /**
   * Where its value stands in a row, `debtor.name`, or how it is made of one. Of several values, as of a list, it is
   * all, each once.
   */
  path: string | ((row: Row) => unknown);
  /** Codes in Chinese. */
  words?: Readonly<Record<string, string>>;
  /** Chinese characters that it has room for, halved: as spreadsheets measure. */
  width: number;
  /** What it is counted in, where that is not the money’s. */
  unit?: Bilingual;
  /** It is summed under the rows. */
  summed?: boolean;
}

/** A parameter beside those that the question takes. */
export interface OwnParameter extends Bilingual {
  name: string;
  type: 'MONTH' | 'YEAR' | 'DAY';
  required: boolean;
}

/** Values of parameters by their names, as they came. */
export type Given = Readonly<Record<string, string>>;
export type Variables = Readonly<Record<string, unknown>>;
/** The rows that the report’s question gives with these variables, from the first to the last. */
export type AskRows = (variables: Variables) => AsyncIterable<Row>;

/** What a saved question becomes as a table. */
export interface ReportShape {
  /** Another one whenever a column comes, goes, moves or means something else. */
  version: number;
  title: Bilingual;
  /** Where the rows stand in the answer, `debts.nodes`. */
  rows: string;
  /**
   * How many are asked for at once, of a list that is cut in pages: the question takes `first` and `after`. Absent: it
   * is answered whole.
   */
  pageSize?: number;
  columns: readonly Column[];
  /** Fields of the filter that make the report what it is, and are nobody’s to set. */
  fixed?: readonly string[];
  parameters?: readonly OwnParameter[];
  /** What its own parameters come to as variables of its question, on a day. */
  variables?: (given: Given, today: string) => Variables;
  /** How its rows are made, where they are not those of one question, one for one. */
  derive?: (ask: AskRows, variables: Variables, given: Given) => AsyncIterable<Row>;
}
