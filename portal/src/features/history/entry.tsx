import { useShop } from '../../app/shop.ts';
import type { HistoryEntry } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import css from './history-page.module.css';

/** One thing that happened: a purchase with its points, points by themselves, a tier. */
export function Entry({ entry }: { entry: HistoryEntry }) {
  const { say, t, format } = useShop();
  if (entry.kind === 'tier') {
    return (
      <li className={`${css.entry} ${css.tier}`}>
        <span className={css.what}>
          <Icon name="celebrate" size={18} />
          {entry.tier ? t.reachedTier(say(entry.tier)) : t.leftTier}
        </span>
        <span className={css.when}>{format.date(entry.at)}</span>
      </li>
    );
  }
  const { order, moves } = entry;
  return (
    <li className={css.entry}>
      <span className={css.what}>
        {order
          ? order.store
            ? t.orderAt(order.store)
            : t.order
          : t.moves[moves[0]?.kind ?? 'adjust']}
      </span>
      {order && <span className={css.money}>{format.money(order.total)}</span>}
      <span className={css.when}>
        {format.dateTime(entry.at)}
        {order && order.items > 0 && ` · ${t.items(order.items)}`}
      </span>
      {order && order.returned > 0 && (
        <span className={css.when}>{t.returned(format.money(order.returned))}</span>
      )}
      {moves.map((move) => (
        <details key={move.id} className={css.move}>
          <summary>
            <strong className={move.points < 0 ? css.less : css.more}>
              {format.signed(move.points)} {say(move.unit)}
            </strong>
            <span className={css.ask}>{t.why}</span>
          </summary>
          <p>{say(move.why)}</p>
        </details>
      ))}
    </li>
  );
}
