import { Skeleton } from '../shared/ui/bits.tsx';
import css from './pages.module.css';

/** The shape of the card page, while it is on its way. */
export function PageSkeleton() {
  return (
    <main className={css.page} aria-busy="true">
      <Skeleton height={28} width="55%" />
      <Skeleton height={372} />
      <Skeleton height={120} />
      <Skeleton height={140} />
    </main>
  );
}
