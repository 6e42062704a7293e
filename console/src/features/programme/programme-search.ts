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

export function programmeSearch(raw: Record<string, unknown>): { section?: SectionKey } {
  const section = sectionKeys.find((key) => key === raw.section);
  return section ? { section } : {};
}
