import { useShop } from '../../app/shop.ts';
import type { Home } from '../../shared/api/types.ts';
import { Bar, Panel, Ticks } from '../../shared/ui/bits.tsx';
import { TierDot } from '../../shared/ui/tier-dot.tsx';
import css from './tier-progress.module.css';

/** Where the member stands among the tiers, told in money and days rather than in percent. */
export function TierProgress({ home }: { home: Home }) {
  const { say, t, format } = useShop();
  const { tier, next, keep } = home;
  if (!tier && !next) return null;
  const held = tier?.benefits.map(say) ?? [];
  const more = next?.tier.benefits.map(say).filter((benefit) => !held.includes(benefit)) ?? [];
  return (
    <Panel>
      <div className={css.head}>
        {tier && <TierDot colour={tier.colour} />}
        <h2>{tier ? t.tierNow(say(tier.name)) : t.tierNone}</h2>
        {tier?.since && <span className={css.dim}>{t.tierSince(format.date(tier.since))}</span>}
      </div>
      {next ? (
        <div className={css.next}>
          <p className={css.sentence}>{say(next.sentence)}</p>
          <Bar ratio={next.ratio} label={t.progressLabel(say(next.tier.name))} />
        </div>
      ) : (
        <p className={css.sentence}>{t.topTier}</p>
      )}
      {keep && <p className={css.keep}>{say(keep.sentence)}</p>}
      {held.length > 0 && (
        <div className={css.benefits}>
          <h3>{t.benefitsNow}</h3>
          <Ticks items={held} />
        </div>
      )}
      {next && more.length > 0 && (
        <div className={css.benefits}>
          <h3>{t.benefitsNext(say(next.tier.name))}</h3>
          <Ticks items={more} />
        </div>
      )}
    </Panel>
  );
}
