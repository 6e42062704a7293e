import type { UseQueryResult } from '@tanstack/react-query';
import { useShop } from '../../app/shop.ts';
import { isOffline } from '../api/client.ts';
import { Notice } from './bits.tsx';

/** Says so where what is shown could not be brought up to date, and from when it is. */
export function Stale({ query, card = false }: { query: UseQueryResult; card?: boolean }) {
  const { t, format } = useShop();
  if (!query.isError || !query.data) return null;
  if (!isOffline(query.error)) return <Notice>{t.staleCard}</Notice>;
  const at = format.dateTime(new Date(query.dataUpdatedAt).toISOString());
  return <Notice>{card ? t.offlineCard(at) : t.offlinePage(at)}</Notice>;
}
