import { useShop } from '../../app/shop.ts';
import type { Home } from '../../shared/api/types.ts';
import { Panel } from '../../shared/ui/bits.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import css from './points.module.css';

/** What the member holds: to spend now, on the way, and next to run out. */
export function Points({ wallet }: { wallet: NonNullable<Home['wallet']> }) {
  const { say, t, format } = useShop();
  const unit = say(wallet.unit);
  const { nextExpiry, pending, pendingUntil, usable, worth } = wallet;
  return (
    <Panel>
      <p className={css.points}>
        <strong>{format.number(usable)}</strong> {t.usablePoints(unit)}
      </p>
      {worth !== null && worth > 0 && <p className={css.worth}>{t.worth(format.money(worth))}</p>}
      {wallet.balance === 0 && <p className={css.dim}>{t.noPoints}</p>}
      <ul className={css.notes}>
        {nextExpiry && (
          <li>
            <Icon name="soon" size={18} />
            {t.expiring(format.number(nextExpiry.amount), unit, format.lastDay(nextExpiry.at))}
          </li>
        )}
        {pending > 0 && (
          <li>
            <Icon name="history" size={18} />
            {t.pending(format.number(pending), unit, pendingUntil && format.date(pendingUntil))}
          </li>
        )}
      </ul>
    </Panel>
  );
}
