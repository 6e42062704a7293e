import classes from './interval-bar.module.css';

interface Props {
  estimate: number;
  low: number;
  high: number;
  /** What the bar says in words. */
  label: string;
  /** What zero means. */
  zero: string;
  write: (value: number) => string;
}

/** An estimate with its interval against zero: a bar that crosses the line proves nothing yet. */
export function IntervalBar({ estimate, low, high, label, zero, write }: Props) {
  const reach = Math.max(Math.abs(low), Math.abs(high), 0.001) * 1.15;
  const from = Math.min(low, 0) - reach * 0.08;
  const to = Math.max(high, 0) + reach * 0.08;
  const at = (value: number) => `${((value - from) / (to - from)) * 100}%`;
  const proven = low > 0 || high < 0;
  return (
    <figure className={classes.figure}>
      <div
        className={classes.track}
        style={{ '--low': at(low), '--high': at(high), '--zero': at(0), '--mid': at(estimate) }}
        data-proven={proven || undefined}
        aria-hidden
      >
        <span className={classes.zero} />
        <span className={classes.bar} />
        <span className={classes.mid} />
        <span className={classes.low}>{write(low)}</span>
        <b className={classes.middle}>{write(estimate)}</b>
        <span className={classes.high}>{write(high)}</span>
        <span className={classes.nothing}>{zero}</span>
      </div>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
