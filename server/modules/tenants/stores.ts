import type { Tx } from '../../platform/db.ts';
import { isUniqueViolation } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { insertStore, selectStore, selectStores, updateStoreRow } from './store.ts';

export interface StoreInput {
  /** What tills and order files call the store; unique within the business. */
  code: string;
  name: string;
  address?: string | null;
}

export interface Store {
  id: string;
  code: string;
  name: string;
  address: string | null;
  createdAt: Date;
}

/** All stores of the business by code (1,000 at most: they are listed, never paged). */
export function listStores(tx: Tx): Promise<Store[]> {
  return selectStores(tx);
}

/** The stores with these codes; unknown codes are missing from the map. */
export async function storesByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, Store>> {
  const wanted = new Set(codes);
  // A business has few stores: the list is read whole, so that the statement never varies.
  return new Map(
    (await selectStores(tx)).filter((s) => wanted.has(s.code)).map((s) => [s.code, s]),
  );
}

/** Tills write it into orders, people into files and search boxes: no spaces, quotes or slashes. */
function checkCode(code: string): void {
  if (!/^[\p{L}\p{N}._-]+$/u.test(code)) throw new DomainError('invalid_store_code');
}

/** Throws invalid_store_code, or duplicate where the code is taken. */
export async function createStore(tx: Tx, input: StoreInput): Promise<Store> {
  checkCode(input.code);
  const store = await insertStore(tx, uuidv7(tx.now), input);
  if (!store) throw new DomainError('duplicate', { what: `"${input.code}"` });
  return store;
}

/** Throws not_found, invalid_store_code, or duplicate where the new code is taken. */
export async function changeStore(
  tx: Tx,
  id: string,
  change: Partial<StoreInput>,
): Promise<{ before: Store; after: Store }> {
  const before = await selectStore(tx, id);
  if (!before) throw new DomainError('not_found');
  // A code from before there was a rule may stay.
  if (change.code !== undefined && change.code !== before.code) checkCode(change.code);
  const after: Store = {
    ...before,
    code: change.code ?? before.code,
    name: change.name ?? before.name,
    address: change.address === undefined ? before.address : change.address,
  };
  try {
    await updateStoreRow(tx, after);
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('duplicate', { what: `"${after.code}"` });
    throw error;
  }
  return { before, after };
}
