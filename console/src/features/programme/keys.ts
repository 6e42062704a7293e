/** A stable key for a new entry that no published or drafted entry has had. */
export function freshKey(prefix: string, ...lists: readonly { key: string }[][]): string {
  const taken = new Set(lists.flat().map(({ key }) => key));
  let n = taken.size + 1;
  while (taken.has(`${prefix}-${n}`)) n++;
  return `${prefix}-${n}`;
}
