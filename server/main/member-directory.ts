import type { MemberDirectory } from '../modules/access/index.ts';
import { findCustomers, normaliseEmail, normalisePhone } from '../modules/customers/index.ts';

/** Members are customers, known by phone or e-mail. Joined here: access lies below customers. */
export const memberDirectory: MemberDirectory = {
  parse(text) {
    if (text.includes('@')) {
      const address = normaliseEmail(text);
      return address === undefined ? undefined : { channel: 'email', address };
    }
    const address = normalisePhone(text);
    return address === undefined ? undefined : { channel: 'sms', address };
  },
  async find(tx, { channel, address }) {
    const [customerId] = await findCustomers(tx, [
      channel === 'email' ? { email: address } : { phone: address },
    ]);
    return customerId === undefined ? undefined : { customerId };
  },
};
