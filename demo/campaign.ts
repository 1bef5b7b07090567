import { BANNER } from './names.ts';

/** Somebody who owes, as the graph knows it. */
export interface DemoDebtor {
  id: string;
  name: string;
}

/**
 * A unit: its code, what it is called without the banner's name, in which group its return goes, and what the plan
 * gives to it.
 */
const UNITS: readonly [code: string, name: string, kind: string, group: number | null, unitFunction?: string][] = [
  ['CZJ', '财政局', 'DEPARTMENT', 8, 'KEEPS_FUNDS'],
  ['JTJ', '教育体育局', 'DEPARTMENT', 7],
  ['JYJ', '交通运输局', 'DEPARTMENT', 4],
  ['SLJ', '水利局', 'DEPARTMENT', 5],
  ['NMJ', '农牧局', 'DEPARTMENT', 5],
  ['LCJ', '林业和草原局', 'DEPARTMENT', 5],
  ['ZJJ', '住房和城乡建设局', 'DEPARTMENT', 3],
  ['ZRJ', '自然资源局', 'DEPARTMENT', 3],
  ['WLJ', '文化和旅游局', 'DEPARTMENT', 7],
  ['WJW', '卫生健康委员会', 'DEPARTMENT', 7],
  ['GXJ', '工业和信息化局', 'DEPARTMENT', 2, 'RECEIVES_RETURNS'],
  ['NYJ', '能源局', 'DEPARTMENT', 6],
  ['XFJ', '信访局', 'DEPARTMENT', null, 'KEEPS_PETITIONS'],
  ['ZSJ', '政务服务与数据管理局', 'DEPARTMENT', null, 'KEEPS_HOTLINE'],
  ['GZZX', '国有资产发展服务中心', 'INSTITUTION', 8, 'KEEPS_ASSETS'],
  ['WLTL', '乌兰陶勒盖镇人民政府', 'TOWN', 9],
  ['BYCG', '巴彦查干苏木人民政府', 'TOWN', 9],
  ['HLGT', '哈日根图镇人民政府', 'TOWN', 9],
  ['CGNE', '查干淖尔苏木人民政府', 'TOWN', 9],
  ['AOBT', '敖包图镇人民政府', 'TOWN', 9],
];

/** Which bureau puts the returns of a group together. */
const LEADS: Readonly<Record<number, string>> = {
  2: 'GXJ',
  3: 'ZJJ',
  4: 'JYJ',
  5: 'NMJ',
  6: 'NYJ',
  7: 'JTJ',
  8: 'GZZX',
  9: 'GXJ',
};

/** Whose token acts in a post: `npm run token -- --role unit --post SLJ-H`. */
const holderOf = (postCode: string): string => `demo:${postCode}`;

/** Fields of a mutation that sets the campaign up. */
interface Step {
  field: string;
  args: Record<string, unknown>;
}

/** A word of GraphQL's own, which is written without quotes. */
class Word {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Mutations that enter an invented banner's units, posts, groups and routes (P13 to P17), to be sent to the graph in
 * this order by the coordination group. Debtors of the books are matched by name. Sent again, they change nothing.
 */
export function campaignMutations(debtors: readonly DemoDebtor[], today: string): string[] {
  const steps = [...unitSteps(debtors), ...postSteps(), ...groupSteps(), ...routeSteps(today.slice(0, 7))];
  const fields = steps.map(
    ({ field, args }, i) => `s${i}: ${field}(${fieldsOf({ key: `demo-campaign-${i}`, ...args })}) { __typename }`,
  );
  return Array.from(
    { length: Math.ceil(fields.length / AT_ONCE) },
    (_, i) => `mutation { ${fields.slice(i * AT_ONCE, (i + 1) * AT_ONCE).join(' ')} }`,
  );
}

/** Changes of one request. */
const AT_ONCE = 15;

function unitSteps(debtors: readonly DemoDebtor[]): Step[] {
  return UNITS.map(([code, name, kind, , unitFunction]) => {
    const debtorIds = debtors.filter((debtor) => debtor.name === BANNER + name).map(({ id }) => id);
    const functions = unitFunction === undefined ? [] : [new Word(unitFunction)];
    return {
      field: 'saveUnit',
      args: { unit: { code, name: BANNER + name, kind: new Word(kind), debtorIds, functions } },
    };
  });
}

const LEADERS: readonly (readonly [code: string, title: string])[] = [
  ['QZ', '旗委副书记、政府旗长'],
  ['CWFQZ', '旗委常委、政府常务副旗长'],
  ...Object.keys(LEADS).map((group) => [`FQZ-${group}`, `政府副旗长（分管第${group}组）`] as const),
];

function postSteps(): Step[] {
  const posts = [
    ...UNITS.flatMap(([code, name]) => [
      { code: `${code}-H`, title: `${name}主要负责人`, unitCode: code, function: new Word('HEAD') },
      { code: `${code}-Z`, title: `${name}清欠专责人`, unitCode: code, function: new Word('HANDLER') },
    ]),
    ...LEADERS.map(([code, title]) => ({ code, title, unitCode: null, function: new Word('OTHER') })),
  ];
  return posts.flatMap((post, i) => [
    { field: 'savePost', args: { post } },
    {
      field: 'appoint',
      args: { postCode: post.code, subject: holderOf(post.code), person: personOf(i), from: '2025-01-01' },
    },
  ]);
}

const SURNAMES = '白 包 韩 何 康 刘 孟 乔 田 王 吴 谢 杨 云 张 赵'.split(' ');
const GIVEN = '志强 海霞 建军 娜仁 巴特尔 丽华 永红 苏雅拉 国庆 春梅 哈斯 文静 额尔敦 晓东 其木格'.split(' ');
const personOf = (i: number): string => `${SURNAMES[i % SURNAMES.length] ?? ''}${GIVEN[(i * 7) % GIVEN.length] ?? ''}`;

function groupSteps(): Step[] {
  const seat = (postCode: string, rank: string, byNotice = false): object => ({
    postCode,
    rank: new Word(rank),
    byNotice,
  });
  const groups = [
    {
      code: '0',
      name: '清欠工作领导小组',
      seats: [seat('QZ', 'LEADER', true), seat('CWFQZ', 'DEPUTY')],
      memberCodes: ['CZJ', 'GXJ'],
    },
    ...Object.entries(LEADS).map(([code, lead]) => ({
      ...{
        code,
        name: `${SECTORS[Number(code)] ?? ''}领域线索摸排小组`,
        seats: [seat(`FQZ-${code}`, 'LEADER'), seat(`${lead}-H`, 'DEPUTY')],
      },
      memberCodes: UNITS.filter(([, , , group]) => String(group) === code).map(([unit]) => unit),
    })),
  ];
  const notice = { field: 'recordNotice', args: { groupCode: '0', postCode: 'QZ', notice: '达党发〔2025〕1号' } };
  return [...groups.map((group) => ({ field: 'saveWorkingGroup', args: { group: { ...group, version: 1 } } })), notice];
}

const SECTORS = '  工业和信息化 住房和城乡建设 交通运输 农牧和水利 能源 教育卫生文体 国有企业 苏木镇、街道和园区'.split(
  ' ',
);

function routeSteps(fromMonth: string): Step[] {
  const reporting = UNITS.flatMap(([code, , , group]) => (group === null ? [] : [{ code, group }]));
  return reporting.map(({ code, group }) => {
    const routes = [{ groupCode: String(group), leadBureauCode: LEADS[group] ?? '', main: true }];
    return { field: 'saveRoutes', args: { unitCode: code, fromMonth, routes } };
  });
}

/** A value as GraphQL writes it. */
function literal(value: unknown): string {
  if (value instanceof Word) return value.text;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return typeof value === 'object' && value !== null ? `{ ${fieldsOf(value)} }` : JSON.stringify(value);
}

const fieldsOf = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${literal(value)}`)
    .join(', ');
