import type { CellStyle } from 'hucre/xlsx';
import type { Unit } from '../../output.ts';
import type { ColumnType } from '../../shape.ts';

type FontStyle = NonNullable<CellStyle['font']>;

/** GB 2312: by it programs that lack a font find another for Chinese. */
const CHINESE = 134;
const font = (name: string, size: number, more: Partial<FontStyle> = {}): FontStyle => ({
  name,
  size,
  charset: CHINESE,
  ...more,
});

export const TITLE_FONT = font('方正小标宋简体', 22);
export const BODY_FONT = font('仿宋', 11);
/** What must not be overlooked. */
export const ALARM_FONT = font('方正小标宋简体', 16, { color: { rgb: 'FF0000' } });

const side = { style: 'thin' } as const;
const border = { top: side, right: side, bottom: side, left: side };
const middle = { vertical: 'center', wrapText: true } as const;

export const TITLE: CellStyle = {
  font: TITLE_FONT,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
export const PLAIN: CellStyle = { font: BODY_FONT, alignment: { vertical: 'center' } };
export const PLAIN_CENTER: CellStyle = { font: BODY_FONT, alignment: { horizontal: 'center', vertical: 'center' } };
export const PLAIN_RIGHT: CellStyle = { font: BODY_FONT, alignment: { horizontal: 'right', vertical: 'center' } };
export const HEADER: CellStyle = { font: font('黑体', 11), border, alignment: { horizontal: 'center', ...middle } };
export const REMARK: CellStyle = { font: BODY_FONT, border, alignment: middle };
export const REMARK_ALARM: CellStyle = { ...REMARK, font: { ...BODY_FONT, color: { rgb: 'FF0000' } } };

/** As many places as each unit holds at the least; every fen is shown. */
const MONEY: Readonly<Record<Unit, string>> = { yuan: '#,##0.00', wan: '#,##0.0000##', yi: '#,##0.0000######' };
const NUMBERS: Readonly<Partial<Record<ColumnType, string>>> = { count: '#,##0', day: 'yyyy-mm-dd', ratio: '0.00%' };
const ALIGNED: Readonly<Record<ColumnType, 'left' | 'center' | 'right'>> = {
  ...{ serial: 'center', flag: 'center', day: 'center', text: 'left' },
  ...{ count: 'right', money: 'right', ratio: 'right' },
};

/** How numbers of a column are shown; undefined: as they are. */
export const numberFormat = (type: ColumnType, unit: Unit): string | undefined =>
  type === 'money' ? MONEY[unit] : NUMBERS[type];

/** Of a cell under a heading. */
export function bodyStyle(type: ColumnType, unit: Unit): CellStyle {
  const numFmt = numberFormat(type, unit);
  return {
    font: BODY_FONT,
    border,
    alignment: { horizontal: ALIGNED[type], ...middle },
    ...(numFmt !== undefined && { numFmt }),
  };
}
