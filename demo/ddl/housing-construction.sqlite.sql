-- Housing and Urban-Rural Development Bureau (旗住房和城乡建设局) · construction supervision platform (工程监管平台)
-- The same columns and indexes for SQLite: decimals, dates and texts are TEXT, whole numbers INTEGER.
-- Every DATETIME is stored in UTC; DATE values are local dates (Asia/Shanghai).
-- Amounts: BIGINT, fen (分). Ids are 64-bit snowflakes: they do not fit a JavaScript number.
-- Soft delete: deleted BIT(1).

CREATE TABLE hc_org (                               -- 参建单位: owners, contractors, suppliers
  id          INTEGER NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL,
  credit_code TEXT    NULL,                           -- typed by hand: spaces, lower case, O for 0, sometimes only the 9-character 组织机构代码
  org_kind    INTEGER NOT NULL,                       -- 1 政府部门 2 事业单位 3 国有企业 4 民营企业 5 个体 6 苏木镇/街道
  scale       INTEGER NULL,                           -- 1 大 2 中 3 小 4 微
  contact     TEXT    NULL,
  phone       TEXT    NULL,                           -- personal information
  merged_into INTEGER NULL,                           -- set when the bureau merged two entries of one unit; follow it (chains occur)
  deleted     INTEGER NOT NULL DEFAULT 0,
  updated_at  TEXT    NOT NULL
);
CREATE INDEX ix_org_code ON hc_org (credit_code);
CREATE INDEX ix_org_name ON hc_org (name);

CREATE TABLE hc_project (
  id           INTEGER NOT NULL PRIMARY KEY,
  project_no   TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  owner_org_id INTEGER NOT NULL,                      -- 建设单位 (debtor)
  town_code    TEXT    NULL,                          -- 苏木镇/街道
  approval_no  TEXT    NULL,                          -- 立项批复文号; NULL = 未批
  budget_fen   INTEGER NULL,                          -- 概算
  started_at   TEXT    NULL,
  accepted_at  TEXT    NULL,                          -- 竣工验收
  settled_at   TEXT    NULL,                          -- 结算完成
  deleted      INTEGER NOT NULL DEFAULT 0,
  updated_at   TEXT    NOT NULL
);
CREATE INDEX ix_project_owner ON hc_project (owner_org_id);

CREATE TABLE hc_contract (
  id               INTEGER NOT NULL PRIMARY KEY,
  contract_no      TEXT    NOT NULL,
  finance_ct_no    TEXT    NULL,                      -- the contract's number at the Finance Bureau, where it is known
  project_id       INTEGER NOT NULL,
  contractor_id    INTEGER NOT NULL,                  -- creditor
  contract_kind    INTEGER NOT NULL,                  -- 1 施工总包 2 专业分包 3 监理 4 材料设备 5 勘察设计
  amount_fen       INTEGER NOT NULL,
  signed_on        TEXT    NOT NULL,
  retention_months INTEGER NULL,                      -- 质保期, months after acceptance
  late_rate_daily  TEXT    NULL,
  deleted          INTEGER NOT NULL DEFAULT 0,
  updated_at       TEXT    NOT NULL
);
CREATE INDEX ix_contract_project ON hc_contract (project_id);
CREATE INDEX ix_contract_org ON hc_contract (contractor_id);
CREATE INDEX ix_contract_no ON hc_contract (contract_no);

CREATE TABLE hc_bill (                              -- 应付节点: one row = one debt (一笔账)
  id           INTEGER NOT NULL PRIMARY KEY,
  contract_id  INTEGER NOT NULL,
  bill_no      TEXT    NULL,
  bill_type    INTEGER NOT NULL,                      -- 1 进度款 2 结算款 3 质保金 4 农民工工资 5 材料款
  amount_fen   INTEGER NOT NULL,
  confirmed_at TEXT    NULL,                          -- 审核确认; NULL = not confirmed: counts as a clue, not as a debt
  due_on       TEXT    NULL,                          -- NULL: confirmation date + term; 质保金: acceptance + retention_months
  disputed     INTEGER NOT NULL DEFAULT 0,
  cause        TEXT    NULL,                          -- free text
  status       INTEGER NOT NULL,                      -- 0 草稿(ignore) 1 待付 2 部分支付 3 已付清 9 撤销(ignore): may lag behind hc_payment, which is right
  deleted      INTEGER NOT NULL DEFAULT 0,
  updated_at   TEXT    NOT NULL
);
CREATE INDEX ix_bill_contract ON hc_bill (contract_id);
CREATE INDEX ix_bill_due ON hc_bill (due_on);
CREATE INDEX ix_bill_upd ON hc_bill (updated_at);

CREATE TABLE hc_payment (
  id         INTEGER NOT NULL PRIMARY KEY,
  bill_id    INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_at    TEXT    NOT NULL,                        -- UTC: 2025-03-31 16:30 is 1 April in Shanghai
  voucher_no TEXT    NULL,                            -- the treasury's PAY_CERT_NO, where the treasury paid
  reversed   INTEGER NOT NULL DEFAULT 0,              -- a reversed payment never happened
  deleted    INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT    NOT NULL
);
CREATE INDEX ix_payment_bill ON hc_payment (bill_id);
CREATE INDEX ix_payment_at ON hc_payment (paid_at);

CREATE TABLE hc_repay_plan (
  id         INTEGER NOT NULL PRIMARY KEY,
  bill_id    INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  due_on     TEXT    NOT NULL,
  amount_fen INTEGER NOT NULL,
  funding    TEXT    NULL,                            -- '财政' '税费' '资产' '债券' or free text
  cancelled  INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT    NOT NULL
);
CREATE INDEX ix_plan_bill ON hc_repay_plan (bill_id);

CREATE TABLE hc_document (
  id          INTEGER NOT NULL PRIMARY KEY,
  bill_id     INTEGER NOT NULL,
  kind        TEXT    NOT NULL,                       -- CONTRACT PLAN VOUCHER ACCEPTANCE SETTLEMENT OTHER
  file_name   TEXT    NOT NULL,
  sha256      TEXT    NULL,
  uploaded_at TEXT    NOT NULL,
  deleted     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ix_document_bill ON hc_document (bill_id);

CREATE TABLE hc_deposit (                           -- 涉企保证金
  id          INTEGER NOT NULL PRIMARY KEY,
  contract_id INTEGER NOT NULL,
  kind        TEXT    NOT NULL,                       -- 投标 履约 工程质量 农民工工资 or anything else (then it has no legal basis)
  amount_fen  INTEGER NOT NULL,
  paid_on     TEXT    NOT NULL,
  returned_on TEXT    NULL,
  deleted     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ix_deposit_contract ON hc_deposit (contract_id);
