const NINES = (digits: number): string => '9'.repeat(digits);

const WIDE_NUMBERS = {
  Int: [2_147_483_647, -2_147_483_648],
  Decimal: [NINES(16), NINES(37), `-${NINES(37)}`],
  Date: ['0001-01-01', '9999-12-31'],
};

const TEXTS = [
  ...['', '\0', '\ud800', '\u202e😀', '%', '\\', "' OR 1=1 -- ", '١٢', '清'.repeat(1_000)],
  ...['-1', NINES(38), '18446744073709551616', '1e400', 'finance:\0', 'soe:9', `housing-construction:${NINES(30)}`],
  ...['2026-13', '0000-00', '9999-12', '0001-01'],
];

/** By type, values at the ends of what it can say, and beyond. */
export const EXTREMES: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false],
  Int: [...WIDE_NUMBERS.Int, 0, -1],
  Decimal: [
    ...WIDE_NUMBERS.Decimal,
    ...['0', '-0.01', '0.005', '1e5', 'NaN', '', '１', NINES(17), `${NINES(16)}.99`, `${'0'.repeat(900)}1`, NINES(999)],
    ...[0.1, 1e15, 1e300, -1e-300],
  ],
  Date: [...WIDE_NUMBERS.Date, '1969-12-31', '0000-00-00', '2026-02-30', '10000-01-01', ''],
  String: TEXTS,
  ID: TEXTS,
};

/** Those of what has a size, and of these the widest. */
export const WIDEST: typeof EXTREMES = WIDE_NUMBERS;
