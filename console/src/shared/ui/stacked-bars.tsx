import classes from './stacked-bars.module.css';

export interface BarPart {
  key: string;
  label: string;
  tone: 'accent' | 'soft' | 'plain';
}

export interface Bar {
  key: string;
  label: string;
  /** What the bar says when pointed at. */
  title: string;
  /** By part key. */
  amounts: Record<string, number>;
  /** On top of the bar; most bars go without. */
  value?: string;
  /** The period is not over. */
  open?: boolean;
}

interface Props {
  /** From the bottom up. */
  parts: BarPart[];
  bars: Bar[];
  /** Pixels of the highest bar. */
  height?: number;
}

/** Stacked bars with their parts named above. A sentence or table beside it says the same. */
export function StackedBars({ parts, bars, height = 170 }: Props) {
  const total = (bar: Bar) => parts.reduce((sum, { key }) => sum + (bar.amounts[key] ?? 0), 0);
  const most = Math.max(1, ...bars.map(total));
  const shown = parts.filter(({ key }) => bars.some((bar) => (bar.amounts[key] ?? 0) > 0));
  return (
    <div aria-hidden>
      <ul className={classes.legend}>
        {shown.map(({ key, label, tone }) => (
          <li key={key} data-tone={tone}>
            {label}
          </li>
        ))}
      </ul>
      <div className={classes.chart}>
        {bars.map((bar) => (
          <div
            key={bar.key}
            className={classes.bar}
            data-open={bar.open || undefined}
            title={bar.title}
          >
            <span className={classes.value}>{bar.value}</span>
            <div className={classes.stack} style={{ height: `${(total(bar) / most) * height}px` }}>
              {shown.map(({ key, tone }) => (
                <div key={key} data-tone={tone} style={{ flexGrow: bar.amounts[key] ?? 0 }} />
              ))}
            </div>
            <span className={classes.label}>{bar.label}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
