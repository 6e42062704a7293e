import type { Tx } from '../../platform/db.ts';
import { changeCustomer, consentsHeldBy, customerById, recordConsent } from '../customers/index.ts';
import type { ConsentChoice, MemberProfile } from './wire.ts';

/** The choices the portal offers; every other channel is asked for where it is used. */
const choices = [
  { channel: 'zalo', purpose: 'marketing' },
  { channel: 'sms', purpose: 'marketing' },
  { channel: 'email', purpose: 'marketing' },
  { channel: 'phone', purpose: 'care' },
] as const;

/** Which wording the member saw beside the switch: kept with the consent as its proof. */
const TEXT_VERSION = 'portal-1';

export async function memberProfile(tx: Tx, customerId: string): Promise<MemberProfile> {
  const customer = await customerById(tx, customerId);
  const held = await consentsHeldBy(tx, customerId);
  return {
    fullName: customer.fullName,
    phone: customer.phone,
    email: customer.email,
    birthday: customer.birthday,
    locale: customer.locale,
    since: customer.createdAt.toISOString(),
    consents: choices.map(({ channel, purpose }) => {
      const said = held.find((c) => c.channel === channel && c.purpose === purpose);
      return {
        channel,
        purpose,
        granted: said?.granted ?? false,
        at: said?.at.toISOString() ?? null,
      };
    }),
  };
}

/** Records a choice as the member made it, with what shows it later. */
export async function chooseConsent(
  tx: Tx,
  customerId: string,
  choice: ConsentChoice,
  proof: { ip: string; userAgent: string | undefined },
): Promise<MemberProfile> {
  await recordConsent(tx, {
    ...choice,
    customerId,
    method: 'portal',
    textVersion: TEXT_VERSION,
    proof,
  });
  return memberProfile(tx, customerId);
}

/** The language the shop writes to the member in. */
export async function chooseLocale(
  tx: Tx,
  customerId: string,
  locale: 'vi' | 'en',
): Promise<MemberProfile> {
  await changeCustomer(tx, customerId, { locale });
  return memberProfile(tx, customerId);
}
