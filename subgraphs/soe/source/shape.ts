import { tableShape, type TableShape } from '../../../kit/database/shape.ts';

/** Every table and column that is read, conditions included. */
export const shape: readonly TableShape[] = [
  tableShape(
    'bd_corp',
    { text: 'pk_corp unitcode unitname creditcode fathercorp seal ts', number: 'dr' },
    'pk_corp ts',
  ),
  tableShape(
    'bd_cubasdoc',
    { text: 'pk_cubasdoc custcode custname taxpayerid freecust corpscale linkman phone1 ts', number: 'custprop dr' },
    'pk_cubasdoc ts',
  ),
  tableShape('arap_djzb', { text: 'vouchid djbh djdl dwbm djrq scomment ts', number: 'djzt dr' }, 'vouchid dwbm ts'),
  tableShape(
    'arap_djfb',
    {
      text: 'fb_oid vouchid hbbm bzbm qxrq dqrq fph contractno contractname chmc zyx1 zyx2 zyx3 ts',
      number: 'flbh bbhl dfybje dfbbje jfbbje dr',
    },
    'fb_oid vouchid hbbm ts',
  ),
  tableShape('arap_verify', { text: 'pk_verify yf_oid fk_oid hxrq undone ts', number: 'hxbbje dr' }, 'yf_oid ts'),
  tableShape('arap_plan', { text: 'pk_plan yf_oid planrq zjly ts', number: 'planje dr' }, 'yf_oid'),
  tableShape('arap_attach', { text: 'pk_attach yf_oid doctype filename ts', number: 'dr' }, 'yf_oid'),
  tableShape(
    'am_disposal',
    { text: 'pk_disposal pk_corp assetname deal_rq forclear ts', number: 'evaluate_je deal_je dr' },
    'pk_disposal',
  ),
];
