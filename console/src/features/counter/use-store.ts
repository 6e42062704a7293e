import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBusiness } from '../../shared/session/me.ts';
import { storesQuery } from './queries.ts';
import { type Store, type StoreChoice, storeChoice } from './store-choice.ts';

const storageKey = (business: string) => `quen.counter.store.${business}`;

export interface CounterStore extends StoreChoice {
  stores: readonly Store[];
  /** Remembered on this device; '' for none. */
  choose(code: string): void;
}

/** The store this counter stands in. */
export function useStore(): CounterStore {
  const { slug, storeId } = useBusiness();
  const { data, isError } = useQuery(storesQuery);
  const [remembered, remember] = useState(() => {
    try {
      return localStorage.getItem(storageKey(slug));
    } catch {
      return null;
    }
  });
  const choose = (code: string) => {
    remember(code);
    try {
      localStorage.setItem(storageKey(slug), code);
    } catch {
      // Then it is chosen again after a reload.
    }
  };
  // Refused the list of stores, a counter still records.
  const stores = data?.items ?? (isError && remembered === null ? [] : undefined);
  return { ...storeChoice(remembered, storeId, stores), stores: stores ?? [], choose };
}
