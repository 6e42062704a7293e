export {
  applyUses,
  draw,
  type Lot,
  type LotUse,
  takeBack,
  usable,
} from './domain/lots.ts';
export { explainTransfer, type Why } from './domain/why.ts';
export { expireDue } from './expire.ts';
export { expireLots } from './jobs.ts';
export {
  type Transfer,
  transfersByIds,
  transfersOf,
  transfersOfCauses,
  type WalletState,
  walletsOf,
} from './read.ts';
export {
  bookEntries,
  type CustomerLot,
  type LedgerEntries,
  lotsForUpdate,
  moveBalances,
  type NewTransfer,
  outgoing,
  usesOf,
  writeEntries,
} from './store.ts';
export { type Finding, verifyLedger } from './verify.ts';
