import type { Viewer } from '../../kit/trust/viewer.ts';
import { as, COORD, key, type House } from './house.ts';

export const SAVE_UNIT =
  'mutation ($key: ID!, $unit: UnitInput!) { saveUnit(key: $key, unit: $unit) { code version } }';
export const SAVE_POST =
  'mutation ($key: ID!, $post: PostInput!) { savePost(key: $key, post: $post) { code version } }';
export const APPOINT =
  'mutation ($key: ID!, $postCode: ID!, $subject: String!, $person: String!, $from: Date!) { appoint(key: $key, postCode: $postCode, subject: $subject, person: $person, from: $from) { code version appointments { subject person from to } } }';
export const VACATE =
  'mutation ($key: ID!, $postCode: ID!, $to: Date!) { vacate(key: $key, postCode: $postCode, to: $to) { code } }';
export const SAVE_GROUP =
  'mutation ($key: ID!, $group: WorkingGroupInput!) { saveWorkingGroup(key: $key, group: $group) { code version } }';
export const SAVE_ROUTES =
  'mutation ($key: ID!, $unitCode: ID!, $fromMonth: String!, $routes: [RouteInput!]!) { saveRoutes(key: $key, unitCode: $unitCode, fromMonth: $fromMonth, routes: $routes) { main fromMonth toMonth group { code } leadBureau { code } domains } }';

/** Who holds which post in the banner of a test. */
export const PEOPLE = {
  waterHead: as('shuili-ju', 'unit'),
  waterHandler: as('shuili-zhuan', 'unit'),
  townHead: as('sumu-da', 'unit'),
  agriHead: as('nongmu-ju', 'bureau', ['finance']),
  receiverHead: as('gongxin-ju', 'unit'),
  hotlineHead: as('zhengwu-ju', 'unit'),
  petitions: as('xinfang-ju', 'unit'),
  funds: as('caizheng-ju', 'bureau', ['finance']),
  assets: as('guozi-zhu', 'bureau', ['soe']),
  leader5: as('fuqizhang', 'leader'),
  chief: as('qizhang', 'leader'),
  deputyChief: as('changwu', 'leader'),
} satisfies Record<string, Viewer>;

interface PostWish {
  code: string;
  unitCode: string | null;
  function: 'HEAD' | 'HANDLER' | 'OTHER';
  holder: Viewer | null;
}

const POSTS: readonly PostWish[] = [
  { code: 'SLJ-H', unitCode: 'SLJ', function: 'HEAD', holder: PEOPLE.waterHead },
  { code: 'SLJ-Z', unitCode: 'SLJ', function: 'HANDLER', holder: PEOPLE.waterHandler },
  { code: 'SM-H', unitCode: 'SM', function: 'HEAD', holder: PEOPLE.townHead },
  { code: 'SM-Z', unitCode: 'SM', function: 'HANDLER', holder: PEOPLE.townHead },
  { code: 'NMJ-H', unitCode: 'NMJ', function: 'HEAD', holder: PEOPLE.agriHead },
  { code: 'GXJ-H', unitCode: 'GXJ', function: 'HEAD', holder: PEOPLE.receiverHead },
  { code: 'ZWJ-H', unitCode: 'ZWJ', function: 'HEAD', holder: PEOPLE.hotlineHead },
  { code: 'XFJ-H', unitCode: 'XFJ', function: 'HEAD', holder: PEOPLE.petitions },
  { code: 'CZJ-H', unitCode: 'CZJ', function: 'HEAD', holder: PEOPLE.funds },
  { code: 'GZZX-H', unitCode: 'GZZX', function: 'HEAD', holder: PEOPLE.assets },
  { code: 'FQZ-5', unitCode: null, function: 'OTHER', holder: PEOPLE.leader5 },
  { code: 'QZ', unitCode: null, function: 'OTHER', holder: PEOPLE.chief },
  { code: 'CWFQZ', unitCode: null, function: 'OTHER', holder: PEOPLE.deputyChief },
];

const UNITS: readonly {
  code: string;
  name: string;
  functions?: readonly string[];
  debtorIds?: readonly string[];
  kind?: string;
}[] = [
  { code: 'SLJ', name: '旗水利局', debtorIds: ['旗水利局'] },
  { code: 'SM', name: '巴音苏木', debtorIds: ['巴音苏木'], kind: 'TOWN' },
  { code: 'NMJ', name: '旗农牧局' },
  { code: 'GXJ', name: '旗工信和科技局', functions: ['RECEIVES_RETURNS'] },
  { code: 'ZWJ', name: '旗政务服务与数据管理局', functions: ['KEEPS_HOTLINE'] },
  { code: 'XFJ', name: '旗信访局', functions: ['KEEPS_PETITIONS'] },
  { code: 'CZJ', name: '旗财政局', functions: ['KEEPS_FUNDS'] },
  { code: 'GZZX', name: '旗国有资产发展服务中心', functions: ['KEEPS_ASSETS'] },
];

/**
 * Sets up a banner: units, posts with holders since `from`, groups 0 and 5, routes of SLJ and SM into group 5 under NMJ
 * from a month on.
 */
export async function setUp({ done }: House, { from, month }: { from: string; month: string }): Promise<void> {
  for (const { functions = [], debtorIds = [], kind = 'DEPARTMENT', ...unit } of UNITS)
    await done(COORD, SAVE_UNIT, { key: key(), unit: { ...unit, kind, functions, debtorIds } });
  for (const { holder, ...post } of POSTS) {
    await done(COORD, SAVE_POST, { key: key(), post: { ...post, title: `${post.code} 职务` } });
    if (holder)
      await done(COORD, APPOINT, {
        key: key(),
        postCode: post.code,
        subject: holder.subject,
        person: `${post.code} 任职人`,
        from,
      });
  }
  const seats = {
    '0': [
      ['QZ', 'LEADER'],
      ['CWFQZ', 'DEPUTY'],
    ],
    '5': [
      ['FQZ-5', 'LEADER'],
      ['NMJ-H', 'DEPUTY'],
    ],
  };
  for (const [code, some] of Object.entries(seats)) {
    const group = { code, version: 1, name: `第${code}组`, memberCodes: code === '5' ? ['SLJ', 'SM', 'NMJ'] : [] };
    await done(COORD, SAVE_GROUP, {
      key: key(),
      group: { ...group, seats: some.map(([postCode, rank]) => ({ postCode, rank })) },
    });
  }
  for (const unitCode of ['SLJ', 'SM'])
    await done(COORD, SAVE_ROUTES, {
      key: key(),
      unitCode,
      fromMonth: month,
      routes: [{ groupCode: '5', leadBureauCode: 'NMJ', main: true }],
    });
}
