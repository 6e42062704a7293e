import type { Programme } from '@quen/contracts/programme.ts';
import { formatDate } from '../../../platform/time.ts';

/** What is known of the customer a template is rendered for. */
export interface Reader {
  fullName: string | null;
  salutation: string | null;
  locale: 'vi' | 'en';
  points: number;
  /** Key of the tier. */
  tier: string | null;
}

export interface OfferedVoucher {
  code: string;
  campaign: string;
  /** First instant at which it no longer holds. */
  validUntil: Date | null;
}

export interface Setting {
  tenant: { name: string; currency: string; timeZone: string };
  programme: Programme;
  links: { portal: string; unsubscribe: string };
}

/**
 * The last word of a Vietnamese full name is the name people are called by ("Đặng Thị Ngọc Ánh" →
 * "Ánh"); the first word of one written family name last ("Anna Smith") it is not told apart from.
 */
export function firstNameOf(fullName: string | null): string {
  return fullName?.trim().split(/\s+/u).at(-1) ?? '';
}

/** "K7QM2WXD9HPA" → "K7QM-2WXD-9HPA": in groups people can read out. */
export function readableCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

/** Everything a template can say (contracts/messaging.ts lists it for the editor). */
export function templateData(
  reader: Reader,
  { tenant, programme, links }: Setting,
  voucher: OfferedVoucher | undefined,
): Record<string, unknown> {
  const { locale } = reader;
  const firstName = firstNameOf(reader.fullName);
  const salutation = reader.salutation?.trim() ?? '';
  const pronoun = locale === 'en' ? 'you' : salutation.toLocaleLowerCase('vi') || 'bạn';
  const greeting =
    locale === 'en' ? firstName || 'there' : firstName ? `${pronoun} ${firstName}` : pronoun;
  return {
    locale,
    currency: tenant.currency,
    customer: {
      firstName,
      fullName: reader.fullName ?? '',
      salutation,
      pronoun,
      greeting,
      points: reader.points,
      tier: programme.tiers.find((t) => t.key === reader.tier)?.name[locale] ?? '',
    },
    business: { name: tenant.name },
    links,
    // Left out where none is given: a template that prints one then fails instead of leaving a gap.
    ...(voucher ? { voucher: voucherData(voucher, programme, tenant.timeZone, locale) } : {}),
  };
}

function voucherData(
  voucher: OfferedVoucher,
  programme: Programme,
  zone: string,
  locale: 'vi' | 'en',
): Record<string, unknown> {
  const campaign = programme.vouchers.find((c) => c.key === voucher.campaign);
  return {
    code: readableCode(voucher.code),
    name: campaign?.name[locale] ?? '',
    validUntil: voucher.validUntil ? lastDay(voucher.validUntil, zone, locale) : '',
  };
}

/** The last day on which it can be used (not the first on which it cannot), as people write it. */
function lastDay(until: Date, zone: string, locale: 'vi' | 'en'): string {
  const last = new Date(until.getTime() - 1);
  if (locale === 'vi') return formatDate(last, zone);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(last);
}
