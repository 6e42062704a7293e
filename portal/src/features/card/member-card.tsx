import { formatCardCode } from '@quen/contracts/card.ts';
import { type CSSProperties, useState } from 'react';
import { useShop } from '../../app/shop.ts';
import type { Home } from '../../shared/api/types.ts';
import { tintOf } from '../../shared/lib/tint.ts';
import { QrCode } from '../../shared/ui/qr-code.tsx';
import { Sheet } from '../../shared/ui/sheet.tsx';
import css from './member-card.module.css';
import { useAwakeScreen } from './use-awake-screen.ts';

/** Pine, the house colour, for those who hold no tier yet. */
const NO_TIER = '#2f9a76';

/** The card itself, in the colour of its tier. A tap makes the code as large as the screen. */
export function MemberCard({ home }: { home: Home }) {
  const { shop, say, t } = useShop();
  const [large, setLarge] = useState(false);
  const tint = tintOf(home.tier?.colour ?? NO_TIER);
  const style = { '--from': tint.from, '--to': tint.to, '--glow': tint.glow } as CSSProperties;
  return (
    <section className={css.card} style={style} aria-label={t.tabCard}>
      <div className={css.head}>
        <span className={css.shop}>{shop.name}</span>
        <span className={css.tier}>{home.tier ? say(home.tier.name) : t.member}</span>
      </div>
      <button
        type="button"
        className={css.qr}
        aria-label={t.enlarge}
        onClick={() => setLarge(true)}
      >
        <QrCode text={home.card.payload} label={t.cardQr} />
      </button>
      <div className={css.foot}>
        {home.fullName && <span className={css.name}>{home.fullName}</span>}
        <span className={css.number}>{formatCardCode(home.card.code)}</span>
      </div>
      {large && <LargeCode home={home} onClose={() => setLarge(false)} />}
    </section>
  );
}

function LargeCode({ home, onClose }: { home: Home; onClose(): void }) {
  const { t } = useShop();
  useAwakeScreen();
  return (
    <Sheet label={t.cardQr} onClose={onClose} bright>
      <div className={css.largeQr}>
        <QrCode text={home.card.payload} label={t.cardQr} bare />
      </div>
      <p className={css.largeNumber}>{formatCardCode(home.card.code)}</p>
      {home.fullName && <p>{home.fullName}</p>}
    </Sheet>
  );
}
