/**
 * A row of a department's table by column: text as it stands there, JavaScript numbers for the small whole numbers
 * (INT, SMALLINT, TINYINT, BIT).
 */
export type Row = Record<string, string | number | null>;

/** The rows of a department's tables, by table name. */
export type Tables = Record<string, Row[]>;
