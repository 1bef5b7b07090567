-- State-owned Assets Service Centre (旗国有资产发展服务中心) · payables of all state-owned enterprises (ERP 应付管理)
-- The same columns and indexes for SQLite: decimals, dates and texts are TEXT, whole numbers INTEGER.
-- Keys are CHAR(20); dr = 0 means in force; ts is CHAR(19) 'YYYY-MM-DD HH:MM:SS', local time.
-- Amounts: DECIMAL(20,8), yuan. A document carries several lines; a debt is a payable line, and what has been paid on it is what was
-- written off against it (核销), not what the document header says.

CREATE TABLE bd_corp (                              -- 公司: the state-owned enterprises (debtors)
  pk_corp     TEXT    NOT NULL PRIMARY KEY,
  unitcode    TEXT    NOT NULL,
  unitname    TEXT    NOT NULL,
  creditcode  TEXT    NULL,
  fathercorp  TEXT    NULL,                           -- parent company
  seal        TEXT    NOT NULL DEFAULT 'N',           -- 'Y' = closed down; its debts remain
  dr          INTEGER NOT NULL DEFAULT 0,
  ts          TEXT    NOT NULL
);

CREATE TABLE bd_cubasdoc (                          -- 客商基本档案: suppliers (creditors); one supplier often has several entries
  pk_cubasdoc TEXT    NOT NULL PRIMARY KEY,
  custcode    TEXT    NOT NULL,
  custname    TEXT    NOT NULL,
  taxpayerid  TEXT    NULL,                           -- the USCC, or the old 15-digit tax number (region code + organization code)
  custprop    INTEGER NOT NULL,                       -- 0 external 1 internal: money owed between the group's own companies is not an arrear
  freecust    TEXT    NULL,                           -- 民营 国有 外资 个体
  corpscale   TEXT    NULL,                           -- 大型 中型 小型 微型
  linkman     TEXT    NULL,
  phone1      TEXT    NULL,                           -- personal information
  dr          INTEGER NOT NULL DEFAULT 0,
  ts          TEXT    NOT NULL
);
CREATE INDEX ix_cust_tax ON bd_cubasdoc (taxpayerid);

CREATE TABLE arap_djzb (                            -- 单据主表: document headers
  vouchid   TEXT    NOT NULL PRIMARY KEY,
  djbh      TEXT    NOT NULL,                         -- document number
  djdl      TEXT    NOT NULL,                         -- yf 应付单 fk 付款单
  dwbm      TEXT    NOT NULL,                         -- pk_corp
  djrq      TEXT    NOT NULL,                         -- document date
  djzt      INTEGER NOT NULL,                         -- -99 暂存 1 已保存 2 已审核 3 已签字 : only 2 and 3 count
  scomment  TEXT    NULL,
  dr        INTEGER NOT NULL DEFAULT 0,
  ts        TEXT    NOT NULL
);
CREATE INDEX ix_djzb_corp ON arap_djzb (dwbm, djdl, djrq);

CREATE TABLE arap_djfb (                            -- 单据附表: document lines; one yf line = one debt (一笔账)
  fb_oid     TEXT    NOT NULL PRIMARY KEY,
  vouchid    TEXT    NOT NULL,
  flbh       INTEGER NOT NULL,                        -- line number
  hbbm       TEXT    NOT NULL,                        -- pk_cubasdoc
  bzbm       TEXT    NOT NULL,                        -- currency: 'CNY' or another
  bbhl       TEXT    NOT NULL DEFAULT 1,              -- exchange rate to CNY
  dfybje     TEXT    NOT NULL DEFAULT 0,              -- credit (payable), in the document's currency; negative = 红字
  dfbbje     TEXT    NOT NULL DEFAULT 0,              -- credit (payable), in yuan
  jfybje     TEXT    NOT NULL DEFAULT 0,              -- debit (paid), in the document's currency
  jfbbje     TEXT    NOT NULL DEFAULT 0,              -- debit (paid), in yuan
  qxrq       TEXT    NULL,                            -- 起效日: from when the debt exists
  dqrq       TEXT    NULL,                            -- 到期日: due date
  fph        TEXT    NULL,                            -- invoice number
  contractno TEXT    NULL,
  contractname TEXT    NULL,
  chmc       TEXT    NULL,                            -- what was bought; '工程' '货物' '服务' in zyx1
  zyx1       TEXT    NULL,                            -- category 工程 货物 服务 工资
  zyx2       TEXT    NULL,                            -- cause of delay
  zyx3       TEXT    NULL,                            -- 'Y' disputed
  dr         INTEGER NOT NULL DEFAULT 0,
  ts         TEXT    NOT NULL
);
CREATE INDEX ix_djfb_head ON arap_djfb (vouchid);
CREATE INDEX ix_djfb_cust ON arap_djfb (hbbm);
CREATE INDEX ix_djfb_due ON arap_djfb (dqrq);

CREATE TABLE arap_verify (                          -- 核销: which payment line settled which payable line
  pk_verify TEXT    NOT NULL PRIMARY KEY,
  yf_oid    TEXT    NOT NULL,                         -- the payable line settled
  fk_oid    TEXT    NULL,                             -- the payment line; NULL = settled against a red-letter payable
  hxbbje    TEXT    NOT NULL,                         -- amount settled, yuan
  hxrq      TEXT    NOT NULL,
  undone    TEXT    NOT NULL DEFAULT 'N',             -- 反核销 'Y': never happened
  dr        INTEGER NOT NULL DEFAULT 0,
  ts        TEXT    NOT NULL
);
CREATE INDEX ix_verify_yf ON arap_verify (yf_oid);
CREATE INDEX ix_verify_fk ON arap_verify (fk_oid);

CREATE TABLE arap_plan (                            -- 还款计划
  pk_plan   TEXT    NOT NULL PRIMARY KEY,
  yf_oid    TEXT    NOT NULL,
  planrq    TEXT    NOT NULL,
  planje    TEXT    NOT NULL,
  zjly      TEXT    NULL,                             -- 自有资金 资产处置 财政补助 贷款
  dr        INTEGER NOT NULL DEFAULT 0,
  ts        TEXT    NOT NULL
);
CREATE INDEX ix_plan_yf ON arap_plan (yf_oid);

CREATE TABLE arap_attach (                          -- 附件
  pk_attach TEXT    NOT NULL PRIMARY KEY,
  yf_oid    TEXT    NOT NULL,
  doctype   TEXT    NOT NULL,                         -- 合同 计划 凭证 验收 其他
  filename  TEXT    NOT NULL,
  dr        INTEGER NOT NULL DEFAULT 0,
  ts        TEXT    NOT NULL
);
CREATE INDEX ix_attach_yf ON arap_attach (yf_oid);

CREATE TABLE am_disposal (                          -- 国有资产处置: money for clearing arrears
  pk_disposal TEXT    NOT NULL PRIMARY KEY,
  pk_corp     TEXT    NOT NULL,
  assetname   TEXT    NOT NULL,
  evaluate_je TEXT    NOT NULL,                       -- appraised
  deal_je     TEXT    NULL,                           -- sold for
  deal_rq     TEXT    NULL,
  forclear    TEXT    NOT NULL DEFAULT 'N',           -- 'Y' = proceeds go to clearing arrears
  dr          INTEGER NOT NULL DEFAULT 0,
  ts          TEXT    NOT NULL
);
