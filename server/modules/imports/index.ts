export { guessMapping, type Mapping } from './columns.ts';
export { importRoutes } from './http.ts';
export { type ImportOptions, type ImportResult, importFile, importOrders } from './import.ts';
export type { Reject } from './kind.ts';
export { openTable, type Table } from './read/open.ts';
export { reasonOf } from './rejects.ts';
export { forgetImport, importJob } from './work.ts';
