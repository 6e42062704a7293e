import { useShop } from '../../app/shop.ts';
import { Ticks } from '../../shared/ui/bits.tsx';
import { TierDot } from '../../shared/ui/tier-dot.tsx';
import css from './sign-in.module.css';

/** What awaits inside: how points are earned and what the tiers give. */
export function Invitation() {
  const { shop, say, t } = useShop();
  const { programme } = shop;
  if (!programme) return null;
  const rules = [...programme.earning, programme.spending].filter((text) => text !== null);
  return (
    <section className={css.invitation}>
      <h2>{t.howItWorks}</h2>
      <Ticks items={rules.map(say)} />
      {programme.tiers.length > 0 && (
        <ul className={css.tiers} aria-label={t.tiers}>
          {programme.tiers.map((tier) => (
            <li key={tier.key}>
              <TierDot colour={tier.colour} />
              <div>
                <h3>{say(tier.name)}</h3>
                <p className={css.lead}>{say(tier.entry)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
