import css from './tier-dot.module.css';

/** A tier's own colour, as a small medal beside its name. */
export function TierDot({ colour }: { colour: string }) {
  return <span className={css.dot} style={{ background: colour }} aria-hidden />;
}
