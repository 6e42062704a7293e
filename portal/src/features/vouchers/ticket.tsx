import { useShop } from '../../app/shop.ts';
import type { MemberVoucher } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import css from './ticket.module.css';

/** One voucher as a ticket with a stub; it opens if it can still be used. */
export function Ticket({ voucher, onOpen }: { voucher: MemberVoucher; onOpen?: () => void }) {
  const { say } = useShop();
  const content = (
    <>
      <span className={css.stub}>
        <Icon name="voucher" size={26} />
      </span>
      <span className={css.body}>
        <strong>{say(voucher.worth)}</strong>
        <span>{say(voucher.name)}</span>
        <Term voucher={voucher} />
      </span>
    </>
  );
  if (!onOpen) return <div className={`${css.ticket} ${css.over}`}>{content}</div>;
  return (
    <button type="button" className={css.ticket} onClick={onOpen}>
      {content}
      <span className={css.next}>
        <Icon name="next" />
      </span>
    </button>
  );
}

/** Until when, or what became of it. Few days left are said in days. */
function Term({ voucher }: { voucher: MemberVoucher }) {
  const { t, format } = useShop();
  const { state, validFrom, validUntil, usedAt, saved } = voucher;
  if (state === 'used') {
    const used = usedAt ? t.usedOn(format.date(usedAt)) : t.used;
    return <span>{saved ? `${used}, ${t.savedMoney(format.money(saved))}` : used}</span>;
  }
  if (state === 'cancelled') return <span>{t.cancelled}</span>;
  if (state === 'upcoming') return <span>{t.validFrom(format.date(validFrom))}</span>;
  if (!validUntil) return <span>{t.noEnd}</span>;
  if (state === 'expired') return <span>{t.expiredOn(format.lastDay(validUntil))}</span>;
  const days = format.daysLeft(validUntil);
  if (days > 7) return <span>{t.validUntil(format.lastDay(validUntil))}</span>;
  const left = days === 0 ? t.lastDay : t.daysLeft(days, format.lastDay(validUntil));
  return <span className={css.soon}>{left}</span>;
}
