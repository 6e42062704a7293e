import type { Database, Tenant } from '../../platform/db.ts';
import { plainName } from '../customers/index.ts';
import { listStores } from '../tenants/index.ts';
import type { Cell } from './read/table.ts';

/** A business's stores as files name them: by code or by name, marks and case aside. */
export class StoreNames {
  readonly #codes = new Map<string, string>();

  constructor(stores: readonly { code: string; name: string }[]) {
    for (const { code, name } of stores) this.#codes.set(plainName(name), code);
    // A code counts for more than somebody else's name.
    for (const { code } of stores) this.#codes.set(plainName(code), code);
  }

  /** The code of the store a cell names. */
  codeOf(cell: Cell): string | undefined {
    return this.#codes.get(plainName(String(cell)));
  }
}

export async function storeNames(db: Database, tenant: Tenant, actor: string): Promise<StoreNames> {
  return new StoreNames(await db.tx(tenant, actor, (tx) => listStores(tx)));
}
