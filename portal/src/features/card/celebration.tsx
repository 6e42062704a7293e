import { type CSSProperties, useState } from 'react';
import { useShop } from '../../app/shop.ts';
import type { Home } from '../../shared/api/types.ts';
import { storage } from '../../shared/lib/storage.ts';
import { Ticks } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import css from './celebration.module.css';

/** A tier reached within so many days is news worth celebrating. */
const FRESH_DAYS = 30;

/** Where each piece of confetti starts, how it turns and drifts: uneven, but the same each time. */
const pieces = Array.from({ length: 18 }, (_, i) => ({
  '--left': `${i * 5.5 + 2}%`,
  '--turn': `${((i * 137) % 7) * 120 - 360}deg`,
  '--drift': `${((i * 53) % 9) * 6 - 24}px`,
  '--delay': `${((i * 29) % 10) * 60}ms`,
  '--colour': `var(--${['accent', 'warn', 'bad'][i % 3]})`,
}));

/** A small feast when a tier was just reached, once; it leaves when thanked. */
export function Celebration({ home }: { home: Home }) {
  const { slug, say, t } = useShop();
  const { tier } = home;
  const name = `member.${slug}.celebrated`;
  const reached = tier?.since ? `${tier.key} ${tier.since}` : undefined;
  const [seen, setSeen] = useState(() => storage.read<string>(name));
  if (!tier?.since || !reached || reached === seen) return null;
  if (Date.now() - new Date(tier.since).getTime() > FRESH_DAYS * 86_400_000) return null;
  const dismiss = () => {
    storage.write(name, reached);
    setSeen(reached);
  };
  const benefits = tier.benefits.map(say);
  return (
    <section className={css.celebration} aria-live="polite">
      <div className={css.confetti} aria-hidden>
        {pieces.map((style) => (
          <i key={style['--left']} style={style as CSSProperties} />
        ))}
      </div>
      <Icon name="celebrate" size={28} />
      <h2>{t.celebrateTitle(say(home.greeting))}</h2>
      <p>
        {benefits.length > 0 ? t.celebrateText(say(tier.name)) : t.celebratePlain(say(tier.name))}
      </p>
      <Ticks items={benefits} />
      <Button look="plain" onClick={dismiss}>
        {t.thanks}
      </Button>
    </section>
  );
}
