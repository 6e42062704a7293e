/** Statistics of a journey against its hold-out. Pure; rates are fractions, money minor units. */

/** Two-sided 95 %. */
const Z = 1.959963984540054;

export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/** Score interval of one proportion (Wilson 1927): what Newcombe's method is built of. */
function wilson(hits: number, of: number): { low: number; high: number } {
  const p = hits / of;
  const centre = p + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return { low: (centre - spread) / scale, high: (centre + spread) / scale };
}

/**
 * Difference of two independent proportions, a − b, with its 95 % interval by the hybrid score
 * method: method 10 of R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions: comparison of eleven methods", Statistics in Medicine 17 (1998) 873–890. Unlike the
 * Wald interval it keeps its coverage for small samples and rates near 0.
 */
export function rateDifference(
  a: { hits: number; of: number },
  b: { hits: number; of: number },
): Interval {
  const [pa, pb] = [a.hits / a.of, b.hits / b.of];
  const [wa, wb] = [wilson(a.hits, a.of), wilson(b.hits, b.of)];
  const estimate = pa - pb;
  return {
    estimate,
    low: estimate - Math.hypot(pa - wa.low, wb.high - pb),
    high: estimate + Math.hypot(wa.high - pa, pb - wb.low),
  };
}

/** Sum and sum of squares of an amount over all people of an arm, those with nothing included. */
export interface Sums {
  people: number;
  sum: number;
  squares: number;
}

/** Difference of two means, a − b, with the large-sample 95 % interval of unequal variances. */
export function meanDifference(a: Sums, b: Sums): Interval {
  const [ma, mb] = [a.sum / a.people, b.sum / b.people];
  const spread = Z * Math.sqrt(varianceOfMean(a) + varianceOfMean(b));
  const estimate = ma - mb;
  return { estimate, low: estimate - spread, high: estimate + spread };
}

function varianceOfMean({ people, sum, squares }: Sums): number {
  if (people < 2) return Number.POSITIVE_INFINITY;
  return Math.max(0, squares - (sum * sum) / people) / (people - 1) / people;
}

/**
 * Whether the arms have the sizes they were drawn with: Pearson's χ² of one degree of freedom, and
 * the probability of a value at least as large by chance. A tiny one says that assignment or
 * counting is broken, and that the comparison must not be trusted.
 */
export function sampleRatio(
  treated: number,
  holdout: number,
  expectedHoldout: number,
): { chiSquare: number; p: number } | null {
  const all = treated + holdout;
  const expectedTreated = all - expectedHoldout;
  if (expectedHoldout <= 0 || expectedTreated <= 0) return null;
  const chiSquare =
    (treated - expectedTreated) ** 2 / expectedTreated +
    (holdout - expectedHoldout) ** 2 / expectedHoldout;
  return { chiSquare, p: erfc(Math.sqrt(chiSquare / 2)) };
}

/** Complementary error function for x ≥ 0; relative error below 1.2e-7 (Numerical Recipes §6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ];
  const sum = terms.reduceRight((total, term) => total * t + term, 0);
  return t * Math.exp(-x * x + sum);
}

/** A result less likely than this under a sound assignment is a fault, not chance. */
export const SUSPICIOUS_P = 0.001;

export interface Arm {
  people: number;
  /** People with an order that counts. */
  converted: number;
  revenue: number;
  revenueSquares: number;
}

export interface Lift {
  /** Percentage points as a fraction: 0.02 is two points. */
  absolute: Interval;
  /** Of the hold-out's rate; null where nobody of the hold-out came. */
  relative: number | null;
  /** Customers who came because of the journey. */
  customers: Interval;
  /** Revenue that came because of it. */
  revenue: Interval;
}

/** Intent to treat: everybody who entered counts in the arm they were drawn into. Null without arms. */
export function liftOf(treated: Arm, holdout: Arm): Lift | null {
  if (treated.people === 0 || holdout.people === 0) return null;
  const absolute = rateDifference(
    { hits: treated.converted, of: treated.people },
    { hits: holdout.converted, of: holdout.people },
  );
  const mean = meanDifference(sumsOf(treated), sumsOf(holdout));
  const base = holdout.converted / holdout.people;
  return {
    absolute,
    relative: base > 0 ? absolute.estimate / base : null,
    customers: scaled(absolute, treated.people),
    revenue: scaled(mean, treated.people),
  };
}

const sumsOf = ({ people, revenue, revenueSquares }: Arm): Sums => ({
  people,
  sum: revenue,
  squares: revenueSquares,
});

const scaled = ({ estimate, low, high }: Interval, by: number): Interval => ({
  estimate: estimate * by,
  low: low * by,
  high: high * by,
});
