/** The list with one entry replaced. */
export const replaced = <T>(list: readonly T[], index: number, entry: T): T[] =>
  list.map((old, i) => (i === index ? entry : old));

/** The list without one entry. */
export const without = <T>(list: readonly T[], index: number): T[] =>
  list.filter((_, i) => i !== index);
