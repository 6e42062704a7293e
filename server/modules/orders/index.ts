export {
  type Channel,
  type CheckedLine,
  type CheckedOrder,
  checkOrder,
  countsAsMoney,
  EARLIEST,
} from './check.ts';
export { fingerprintOf } from './fingerprint.ts';
export {
  BUSINESS_KEY,
  insertOrders,
  linesOf,
  listOrders,
  type NewOrder,
  type OrderLineRow,
  type OrderRow,
  orderById,
  ordersByKey,
  purchasesOf,
} from './store/orders.ts';
export {
  countReturned,
  countReturnedLine,
  insertReturn,
  lockOrder,
  type ReturnRow,
  returnByKey,
  returnIdsOf,
} from './store/returns.ts';
export {
  lockStandings,
  lockStandingsAmong,
  recountStanding,
  type Standing,
  writeStandings,
} from './store/standings.ts';
