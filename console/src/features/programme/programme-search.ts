export const sectionKeys = [
  'overview',
  'earning',
  'wallets',
  'tiers',
  'redemption',
  'vouchers',
  'guard',
  'groups',
  'history',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

/** Names what it does not know as undefined: the router keeps what is left out as it came. */
export function programmeSearch(raw: Record<string, unknown>): {
  section?: SectionKey | undefined;
} {
  return { section: sectionKeys.find((key) => key === raw.section) };
}
