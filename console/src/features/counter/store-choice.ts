export interface Store {
  id: string;
  code: string;
  name: string;
}

/** The store a sale is recorded for. */
export interface StoreChoice {
  /** Null for none, undefined while it is not known yet. */
  code: string | null | undefined;
  /** There are stores, and nobody has said which one this counter stands in. */
  asked: boolean;
}

/**
 * Where this counter stands: what was chosen on this device, else the store of whoever is signed in.
 * `remembered` is a store's code, '' for "none" and null where nobody chose; `own` is a store's id.
 */
export function storeChoice(
  remembered: string | null,
  own: string | null,
  stores: readonly Store[] | undefined,
): StoreChoice {
  if (remembered === '') return { code: null, asked: false };
  if (!stores) return { code: remembered ?? undefined, asked: false };
  const chosen =
    stores.find(({ code }) => code === remembered) ?? stores.find(({ id }) => id === own);
  return { code: chosen?.code ?? null, asked: !chosen && stores.length > 0 };
}
