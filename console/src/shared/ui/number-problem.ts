interface Range {
  min: number;
  max: number;
}
export type NumberProblem = 'missing' | 'outside' | 'tooSmall' | 'tooBig' | 'unusable';

/** Why what was typed is not what is kept; undefined where it is. */
export function numberProblem(
  typed: number | null,
  kept: number | null,
  { min, max }: Range,
): NumberProblem | undefined {
  if (typed === kept) return undefined;
  if (typed === null) return 'missing';
  if (typed >= min && typed <= max) return 'unusable';
  if (max === Number.MAX_SAFE_INTEGER) return 'tooSmall';
  return min === 0 ? 'tooBig' : 'outside';
}
