import type { Random } from './random.ts';

/** The banner (旗) is invented, and so is everybody in it: no place of this name exists. */
export const BANNER = '达兰旗';

const BUREAUS =
  '财政局 教育体育局 交通运输局 水利局 农牧局 林业和草原局 住房和城乡建设局 自然资源局 文化和旅游局 卫生健康委员会 民政局 公安局 司法局 应急管理局 市场监督管理局 城市管理综合执法局 工业和信息化局 发展和改革委员会 人力资源和社会保障局 审计局 统计局 乡村振兴局 医疗保障局 信访局 退役军人事务局'.split(
    ' ',
  );
const TOWNS =
  '乌兰陶勒盖镇 巴彦查干苏木 哈日根图镇 查干淖尔苏木 敖包图镇 沙日塔拉苏木 呼和乌素镇 额尔敦宝力格苏木 白泥井镇 新河街道 西园街道 昭君渡镇'.split(
    ' ',
  );
const INSTITUTIONS = '中心卫生院 中心小学 幼儿园 文化站 敬老院 水利管理站 农牧业综合服务中心'.split(' ');
const OWN_INSTITUTIONS =
  '人民医院 蒙医医院 第一中学 第二中学 职业高级中学 疾病预防控制中心 广播电视台 公路养护中心 殡仪馆 图书馆 体育中心 园林绿化服务中心 环境卫生服务中心 不动产登记中心'.split(
    ' ',
  );

/** Departments of the banner's government. */
export const governmentNames = BUREAUS.map((bureau) => `${BANNER}${bureau}`);
/** Towns (苏木镇) and streets, as bodies that owe. */
export const townNames = TOWNS.map((town) => `${BANNER}${town}${town.endsWith('街道') ? '办事处' : '人民政府'}`);
/** Public institutions (事业单位). */
export const institutionNames = [
  ...OWN_INSTITUTIONS.map((institution) => BANNER + institution),
  ...TOWNS.flatMap((town) => INSTITUTIONS.map((institution) => `${BANNER}${town}${institution}`)),
];

const SYLLABLES =
  '鸿 泰 恒 瑞 鑫 宏 达 盛 源 祥 隆 昌 顺 通 博 睿 嘉 诚 信 德 康 宁 安 华 兴 旺 腾 飞 远 航 巴 雅 尔 乌 兰 塔 娜 苏 和 格 日 勒 阿 木 朝 鲁 其 那 音 图'.split(
    ' ',
  );
const INDUSTRIES =
  '建筑工程 市政工程 路桥工程 水利工程 园林绿化 商贸 建材 物资 机电设备 新能源科技 环保科技 信息技术 物业服务 劳务 运输 测绘 工程监理 勘察设计 农牧业开发 办公用品 医疗器械 印刷 餐饮管理 安防科技'.split(
    ' ',
  );
const SHOPS = '五金经销部 建材经销部 土石方工程队 汽车修理厂 印务部 餐馆 砂石料场 装饰部'.split(' ');

const brand = (random: Random, syllables: number): string =>
  Array.from({ length: syllables }, () => random.pick(SYLLABLES)).join('');

/** A company's name in normal form. Some have brackets or Latin letters in them, which clerks type in many ways. */
export function companyName(random: Random): string {
  const own = `${random.chance(0.06) ? random.pick(['DL', 'TH', 'XK']) : ''}${brand(random, random.int(2, 3))}`;
  return `${BANNER}${own}${random.pick(INDUSTRIES)}${random.chance(0.1) ? '(集团)' : ''}有限公司`;
}

/** The name of an individual's business (个体工商户). */
export function shopName(random: Random): string {
  return `${BANNER}${brand(random, random.int(2, 3))}${random.pick(SHOPS)}`;
}

/** The name of a state-owned enterprise. */
export function stateCompanyName(random: Random): string {
  const business = random.pick([
    '城市建设投资',
    '国有资本运营',
    '水务',
    '热力',
    '公共交通',
    '文化旅游开发',
    '能源开发',
    '农牧业发展',
  ]);
  return `${BANNER}${brand(random, 2)}${business}${random.chance(0.4) ? '(集团)' : ''}有限公司`;
}

const PLACES = [...TOWNS, '城区', '工业园区', '滨河新区', '老城区'];
const WORKS =
  '供水管网改造 道路硬化 学校宿舍楼 卫生院业务用房 河道治理 高标准农田 供热管网 污水处理厂 集中供热站 公租房 光伏扶贫电站 街巷亮化 文化广场 客运站'.split(
    ' ',
  );
const GOODS = '办公设备采购 医疗设备采购 路灯材料采购 校服采购 水泵采购 变压器采购'.split(' ');
const SERVICES = '物业管理服务 环境监测服务 规划编制服务 信息系统运维 工程监理服务 道路保洁服务'.split(' ');

export function projectName(random: Random): string {
  return `${random.pick(PLACES)}${random.pick(WORKS)}项目`;
}

/** What a contract is about. */
export function contractName(random: Random, category: 'GOODS' | 'WORKS' | 'SERVICES'): string {
  const subject = { GOODS, WORKS, SERVICES }[category];
  return `${random.pick(PLACES)}${random.pick(subject)}${category === 'WORKS' ? '工程' : ''}合同`;
}

/**
 * A person: a contact, a responsible leader. Given names share no character with anything else in the world, so that
 * nothing but a person's name holds one.
 */
export function personName(random: Random): string {
  const surname = random.pick('王李张刘陈杨赵吴徐孙');
  return `${surname}${Array.from({ length: random.int(1, 2) }, () => random.pick('静敏磊洁婷斌娟涛莉燕玲芳')).join('')}`;
}

/** A telephone number of a range that no operator gives out. */
export function phoneNumber(random: Random): string {
  return `100${random.digits(8)}`;
}
