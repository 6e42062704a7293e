/**
 * A refusal with its numbers written as everywhere on the counter: "cần 7.015", not "cần 7015". Only
 * what its details say is a number, so that years and receipt numbers stay as they are.
 */
export function grouped(
  text: string,
  details: Record<string, unknown> | undefined,
  write: (value: number) => string,
): string {
  const numbers = new Map(
    Object.values(details ?? {}).flatMap((value) =>
      typeof value === 'number' ? [[String(value), write(value)] as const] : [],
    ),
  );
  return text.replace(/(?<![\p{L}\d.,/-])\d+(?![\p{L}\d/-])/gu, (run) => numbers.get(run) ?? run);
}
