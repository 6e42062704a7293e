import type { Programme } from '@quen/contracts/programme.ts';

const sections = {
  name: 'overview',
  startsOn: 'overview',
  earnRules: 'earning',
  wallets: 'wallets',
  tiers: 'tiers',
  redemption: 'redemption',
  vouchers: 'vouchers',
  guard: 'guard',
  rfm: 'groups',
} as const;

/** Where what lies at a path of the document ("/tiers/1/keep") is edited. */
export function editorOf(path: string, { journeys }: Pick<Programme, 'journeys'>) {
  const [part = '', index] = path.split('/').filter(Boolean);
  if (part in sections) {
    const section = sections[part as keyof typeof sections];
    return { editor: section, link: { to: '/programme', search: { section } } } as const;
  }
  const key = part === 'journeys' ? journeys[Number(index)]?.key : undefined;
  return key === undefined
    ? ({ editor: 'journeys', link: { to: '/journeys' } } as const)
    : ({ editor: 'journeys', link: { to: '/journeys/$key', params: { key } } } as const);
}
