import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Trouble } from '../../app/message.tsx';
import { useShop } from '../../app/shop.ts';
import { vouchersQuery } from '../../shared/api/queries.ts';
import type { MemberVoucher } from '../../shared/api/types.ts';
import { Empty, Skeleton } from '../../shared/ui/bits.tsx';
import { Stale } from '../../shared/ui/stale.tsx';
import { Ticket } from './ticket.tsx';
import { VoucherSheet } from './voucher-sheet.tsx';
import css from './vouchers-page.module.css';

/** The member's vouchers: what can be used now first, what is over at the end. */
export default function VouchersPage() {
  const { slug, t } = useShop();
  const query = useQuery(vouchersQuery(slug));
  const [open, setOpen] = useState<MemberVoucher>();
  const { data } = query;
  if (!data) {
    return query.error ? (
      <Trouble error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <>
        <Skeleton height={28} width="55%" />
        <Skeleton height={112} />
        <Skeleton height={112} />
      </>
    );
  }
  const none = data.usable.length + data.used.length + data.expired.length === 0;
  return (
    <>
      <h1>{t.vouchersTitle}</h1>
      <Stale query={query} />
      {(none || data.usable.length === 0) && (
        <Empty icon="gift" title={t.noVouchers} text={t.noVouchersText} />
      )}
      {data.usable.length > 0 && (
        <ul className={css.list} aria-label={t.usable}>
          {data.usable.map((voucher) => (
            <li key={voucher.id}>
              <Ticket voucher={voucher} onOpen={() => setOpen(voucher)} />
            </li>
          ))}
        </ul>
      )}
      <Past title={t.used} vouchers={data.used} />
      <Past title={t.expired} vouchers={data.expired} />
      {open && <VoucherSheet voucher={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Past({ title, vouchers }: { title: string; vouchers: MemberVoucher[] }) {
  if (vouchers.length === 0) return null;
  return (
    <section className={css.past}>
      <h2>{title}</h2>
      <ul className={css.list}>
        {vouchers.map((voucher) => (
          <li key={voucher.id}>
            <Ticket voucher={voucher} />
          </li>
        ))}
      </ul>
    </section>
  );
}
