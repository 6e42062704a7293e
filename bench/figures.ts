/** One line of the result: a figure, what it should be, and what it was made of. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Null for figures that only inform. */
  goal: number | null;
  better: 'higher' | 'lower';
  detail: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of them does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const met = ({ value, goal, better }: Figure): boolean =>
  goal === null || (better === 'higher' ? value >= goal : value <= goal);

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);

/** The same figures for people: a table with a line each. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.name,
    `${number(f.value)} ${f.unit}`,
    f.goal === null ? '' : `${f.better === 'higher' ? '≥' : '≤'} ${f.goal}`,
    f.goal === null ? '' : met(f) ? 'met' : 'NOT MET',
    f.detail,
  ]);
  const all = [['figure', 'value', 'goal', '', 'detail'], ...rows];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
