export {
  type Channel,
  type CheckedLine,
  type CheckedOrder,
  checkOrder,
  countsAsMoney,
} from './check.ts';
export {
  linesOf,
  listOrders,
  lockStandings,
  type OrderLineRow,
  type OrderRow,
  orderById,
  ordersByKey,
  purchasesOf,
  recountStanding,
  type Standing,
  writeStandings,
} from './store.ts';
