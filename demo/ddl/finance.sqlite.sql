-- Finance Bureau (旗财政局) · budget and treasury-payment system (预算管理一体化 / 国库集中支付)
-- The same columns and indexes for SQLite: decimals, dates and texts are TEXT, whole numbers INTEGER.
-- All DATETIME values are local time, Asia/Shanghai.
-- Amounts: DECIMAL(18,2), yuan (元).
-- The account handed to the federation may only SELECT. The bureau changes nothing for us.

CREATE TABLE BAS_AGENCY_INFO (                      -- 预算单位 budget units (debtors)
  AGENCY_ID         TEXT    NOT NULL PRIMARY KEY,
  MOF_DIV_CODE      TEXT    NOT NULL,                 -- 财政区划 150621000
  AGENCY_CODE       TEXT    NOT NULL,                 -- unique among rows that are not deleted
  AGENCY_NAME       TEXT    NOT NULL,
  UNIFSOC_CRED_CODE TEXT    NULL,                     -- 统一社会信用代码
  AGENCY_TYPE_CODE  TEXT    NOT NULL,                 -- 1 行政单位 2 事业单位 3 苏木镇/街道 9 其他
  LEADER            TEXT    NULL,                     -- 责任人
  IS_DELETED        INTEGER NOT NULL DEFAULT 2,       -- 1 = deleted, 2 = in force (this system's convention)
  UPDATE_TIME       TEXT    NOT NULL
);
CREATE INDEX IX_AGENCY_CODE ON BAS_AGENCY_INFO (AGENCY_CODE);

CREATE TABLE PM_PROJECT_INFO (                      -- 预算项目
  PRO_ID        TEXT    NOT NULL PRIMARY KEY,
  FISCAL_YEAR   TEXT    NOT NULL,
  PRO_CODE      TEXT    NOT NULL,                     -- one project may have a row per fiscal year; the latest year is the current one
  PRO_NAME      TEXT    NOT NULL,
  AGENCY_CODE   TEXT    NOT NULL,
  PRO_TOTAL_AMT TEXT    NOT NULL,                     -- 项目总额
  APPROVE_DATE  TEXT    NULL,                         -- 立项批复日期; NULL = 未批
  START_DATE    TEXT    NULL,                         -- 开工日期
  FUND_PROOF_NO TEXT    NULL,                         -- 资金落实证明文号; NULL = none
  IS_ADVANCED   INTEGER NOT NULL DEFAULT 2,           -- 企业垫资 1 = yes 2 = no
  IS_DELETED    INTEGER NOT NULL DEFAULT 2,
  UPDATE_TIME   TEXT    NOT NULL
);
CREATE INDEX IX_PRO ON PM_PROJECT_INFO (PRO_CODE, FISCAL_YEAR);

CREATE TABLE CT_CONTRACT_INFO (                     -- 采购/工程合同
  CT_ID              TEXT    NOT NULL PRIMARY KEY,
  CONTRACT_NO        TEXT    NOT NULL,                -- e.g. 达财采合〔2024〕015号 ; brackets typed as 〔〕 [] () （）
  CONTRACT_NAME      TEXT    NOT NULL,
  PRO_CODE           TEXT    NULL,
  AGENCY_CODE        TEXT    NOT NULL,                -- debtor
  SUPPLIER_NAME      TEXT    NOT NULL,                -- creditor
  SUPPLIER_CRED_CODE TEXT    NULL,                    -- 18-character USCC, or an old 15-digit 工商注册号, or NULL
  SUPPLIER_SCALE     TEXT    NULL,                    -- L 大型 M 中型 S 小型 T 微型
  SUPPLIER_OWNERSHIP TEXT    NULL,                    -- 1 国有 2 民营 3 外资 4 个体
  CT_TYPE            TEXT    NOT NULL,                -- A 货物 B 工程 C 服务
  CT_AMT             TEXT    NOT NULL,
  SIGN_DATE          TEXT    NOT NULL,
  PAY_TERM_DAYS      INTEGER NULL,                    -- days after delivery; NULL = the statutory term
  LATE_RATE_DAILY    TEXT    NULL,                    -- agreed late interest per day; NULL = not agreed
  IS_DELETED         INTEGER NOT NULL DEFAULT 2,
  UPDATE_TIME        TEXT    NOT NULL
);
CREATE INDEX IX_CT_NO ON CT_CONTRACT_INFO (CONTRACT_NO);
CREATE INDEX IX_CT_SUP ON CT_CONTRACT_INFO (SUPPLIER_CRED_CODE);
CREATE INDEX IX_CT_AGENCY ON CT_CONTRACT_INFO (AGENCY_CODE);

CREATE TABLE AP_PAYABLE (                           -- 应付账款: one row = one debt (一笔账)
  PAYABLE_ID    TEXT    NOT NULL PRIMARY KEY,
  CT_ID         TEXT    NOT NULL,
  BILL_NO       TEXT    NULL,                         -- 发票号 / 结算单号
  PAYABLE_AMT   TEXT    NOT NULL,                     -- the amount that became payable; negative = credit note (红字)
  DELIVER_DATE  TEXT    NOT NULL,                     -- 交付/验收日期
  DUE_DATE      TEXT    NULL,                         -- NULL: DELIVER_DATE + term
  IS_WAGE       INTEGER NOT NULL DEFAULT 2,           -- 涉农民工工资 1 = yes 2 = no
  CAUSE_CODE    TEXT    NULL,                         -- 01 资金不足 02 未验收 03 未结算审计 04 存在纠纷 05 手续不全 99 其他
  CAUSE_NOTE    TEXT    NULL,
  IS_DISPUTED   INTEGER NOT NULL DEFAULT 2,           -- 有分歧 1 = yes 2 = no
  VERIFY_STATE  TEXT    NOT NULL DEFAULT '0',         -- 0 未核实 1 已核实 2 不属实(does not count)
  IS_DELETED    INTEGER NOT NULL DEFAULT 2,
  UPDATE_TIME   TEXT    NOT NULL
);
CREATE INDEX IX_AP_CT ON AP_PAYABLE (CT_ID);
CREATE INDEX IX_AP_DUE ON AP_PAYABLE (DUE_DATE);
CREATE INDEX IX_AP_UPD ON AP_PAYABLE (UPDATE_TIME);

CREATE TABLE PAY_VOUCHER_BILL (                     -- 国库集中支付凭证
  VOUCHER_ID     TEXT    NOT NULL PRIMARY KEY,
  PAY_CERT_NO    TEXT    NOT NULL,
  PAYABLE_ID     TEXT    NOT NULL,
  PAY_AMT        TEXT    NOT NULL,
  PAY_DATE       TEXT    NULL,                        -- NULL until the bank confirms
  VOUCHER_STATUS TEXT    NOT NULL,                    -- 0 在途 1 已支付 2 已退票 3 作废 : only status 1 is money paid
  FUND_SOURCE    TEXT    NOT NULL,                    -- 1 财政资金 2 清缴税费 3 国有资产处置 4 债券/上级资金
  IS_DELETED     INTEGER NOT NULL DEFAULT 2,
  UPDATE_TIME    TEXT    NOT NULL
);
CREATE INDEX IX_PV_PAYABLE ON PAY_VOUCHER_BILL (PAYABLE_ID);
CREATE INDEX IX_PV_DATE ON PAY_VOUCHER_BILL (PAY_DATE);

CREATE TABLE REPAY_PLAN (                           -- 还款计划, revised as a whole: only the highest REVISION of a payable is in force
  PLAN_ID     TEXT    NOT NULL PRIMARY KEY,
  PAYABLE_ID  TEXT    NOT NULL,
  REVISION    INTEGER NOT NULL,
  SEQ         INTEGER NOT NULL,
  PLAN_MONTH  TEXT    NOT NULL,                       -- YYYYMM: due by that month's last day
  PLAN_AMT    TEXT    NOT NULL,
  FUND_SOURCE TEXT    NOT NULL,
  APPROVED    INTEGER NOT NULL DEFAULT 2,             -- 组长审签 1 = signed
  UPDATE_TIME TEXT    NOT NULL
);
CREATE UNIQUE INDEX UX_PLAN ON REPAY_PLAN (PAYABLE_ID, REVISION, SEQ);

CREATE TABLE ARCHIVE_DOC (                          -- 一笔账一档案
  DOC_ID      TEXT    NOT NULL PRIMARY KEY,
  PAYABLE_ID  TEXT    NOT NULL,
  DOC_TYPE    TEXT    NOT NULL,                       -- 1 合同协议 2 还款计划 3 支付凭证 4 验收/结算 9 其他
  FILE_NAME   TEXT    NOT NULL,
  FILE_SHA256 TEXT    NULL,
  UPDATE_TIME TEXT    NOT NULL
);
CREATE INDEX IX_DOC_PAYABLE ON ARCHIVE_DOC (PAYABLE_ID);

CREATE TABLE CLEAR_FUND (                           -- 清欠资金来源与安排
  FUND_ID       TEXT    NOT NULL PRIMARY KEY,
  FISCAL_YEAR   TEXT    NOT NULL,
  FUND_SOURCE   TEXT    NOT NULL,                     -- as in PAY_VOUCHER_BILL
  FUND_NAME     TEXT    NOT NULL,
  ARRANGED_AMT  TEXT    NOT NULL,                     -- 安排
  ALLOCATED_AMT TEXT    NOT NULL,                     -- 已下达
  UPDATE_TIME   TEXT    NOT NULL
);

CREATE TABLE TAX_ARREARS (                          -- 企业欠税欠费 (a source of money to clear arrears with)
  TAX_ID        TEXT    NOT NULL PRIMARY KEY,
  TAXPAYER_CODE TEXT    NULL,
  TAXPAYER_NAME TEXT    NOT NULL,
  OWED_AMT      TEXT    NOT NULL,
  RECOVERED_AMT TEXT    NOT NULL DEFAULT 0,
  UPDATE_TIME   TEXT    NOT NULL
);
