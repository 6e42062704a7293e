import type { EarnRule } from '@quen/contracts/programme.ts';

/** Points a rule gives for a bill (minor units), for the examples beside it. The server decides. */
export function pointsOf(
  { per, points, rounding }: Pick<EarnRule, 'per' | 'points' | 'rounding'>,
  bill: number,
): number {
  switch (rounding) {
    case 'down':
      return Math.floor(bill / per) * points;
    case 'half_up':
      return Math.round((bill * points) / per);
    case 'up':
      return Math.ceil((bill * points) / per);
  }
}

/** Bills people know: a coffee, a lunch, a good purchase. In minor units. */
export function exampleBills(currency: string, scale: number): number[] {
  return currency === 'VND' ? [45_000, 128_000, 560_000] : [4.5, 12.8, 56].map((n) => n * scale);
}
