import classes from './share-bar.module.css';

interface Props {
  /** 0–1. */
  share: number;
  tone?: 'accent' | 'soft' | 'warn';
}

/** A part of a whole as a bar; the number stands beside it, so readers of screens skip it. */
export function ShareBar({ share, tone = 'accent' }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className={classes.bar}
      data-tone={tone}
      style={{ '--share': `${percent}%` }}
      aria-hidden
    />
  );
}
