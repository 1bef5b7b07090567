export { ArrearsGraph, type GraphOptions } from './graph.ts';
export { GraphError } from './graph-error.ts';
export type { ReportParameters, ReportRow } from './rows.ts';
export * from './generated/graph.ts';
