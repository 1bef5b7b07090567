-- Energy Bureau (旗能源局) · ledgers imported from spreadsheets every month (清欠台账)
-- The same columns and indexes for SQLite: decimals, dates and texts are TEXT, whole numbers INTEGER. No keys to speak of: the table is what the spreadsheet was.
-- Amounts: 万元 (10,000 yuan), as the clerk typed them.
-- Every month each reporting unit (填报单位) sends its whole ledger again: for a unit, only its latest 填报月份 is in force;
-- units report in different months, and a unit that has reported 清零 sends one row whose 备注 is '清零' or '不涉及' and whose amounts are empty.
-- Within one unit and month the last import (highest 导入批次) replaces earlier ones.

CREATE TABLE `清欠台账` (
  `导入批次`         INTEGER NOT NULL,                -- import batch, rising
  `序号`             INTEGER NULL,                    -- row number in the spreadsheet; restarts with each file
  `填报月份`         TEXT    NOT NULL,                -- YYYYMM
  `填报单位`         TEXT    NOT NULL,
  `欠款单位`         TEXT    NULL,                    -- debtor; empty = same as 填报单位
  `债权企业`         TEXT    NULL,                    -- creditor, by name
  `统一社会信用代码` TEXT    NULL,                    -- the creditor's; often empty, full-width, spaced or wrong by a character
  `合同名称`         TEXT    NULL,
  `合同编号`         TEXT    NULL,
  `欠款类型`         TEXT    NULL,                    -- 工程款 工程 货款 货物 服务费 服务 农民工工资 其他 …
  `欠款金额（万元）` TEXT    NULL,                    -- text: '12.5' '1,200' ' 30.00 ' '３５' '约30' '—' ''
  `已付金额（万元）` TEXT    NULL,
  `未付金额（万元）` TEXT    NULL,
  `形成时间`         TEXT    NULL,                    -- '2023-05-17' '2023.5' '2023年5月' '20230517' '2023/5/17' '44958' (a spreadsheet serial) ''
  `约定付款时间`     TEXT    NULL,                    -- same
  `是否有分歧`       TEXT    NULL,                    -- 是 否 有 无 √ ''
  `拖欠原因`         TEXT    NULL,
  `还款计划`         TEXT    NULL,                    -- '2025年6月底前支付50万元，12月底前付清'
  `责任人`           TEXT    NULL,
  `联系电话`         TEXT    NULL,                    -- personal information
  `备注`             TEXT    NULL
);
CREATE INDEX `ix_月份单位` ON `清欠台账` (`填报月份`, `填报单位`);

CREATE TABLE `企业名录` (                            -- a directory the bureau keeps, incomplete
  `企业名称`         TEXT    NOT NULL,
  `曾用名`           TEXT    NULL,                    -- former name
  `统一社会信用代码` TEXT    NULL,
  `企业规模`         TEXT    NULL,                    -- 大型 中型 小型 微型
  `企业性质`         TEXT    NULL                     -- 民营 国有 外资 个体
);
CREATE INDEX `ix_名称` ON `企业名录` (`企业名称`);

CREATE TABLE `填报单位` (
  `单位名称`         TEXT    NOT NULL PRIMARY KEY,
  `统一社会信用代码` TEXT    NULL,
  `单位类别`         TEXT    NULL,                    -- 政府部门 事业单位 国有企业 苏木镇
  `联系人`           TEXT    NULL
);
