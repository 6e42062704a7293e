import type { OrderInput } from '@quen/contracts/orders.ts';
import type { Tx } from '../../platform/db.ts';
import { invariant } from '../../platform/errors.ts';
import { fillProfiles, recordConsents, resolveCustomers } from '../customers/index.ts';
import { postOrders, postReturn } from '../posting/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import type { DemoCustomer } from './domain/people.ts';
import type { DemoOrder, DemoReturn } from './domain/plan.ts';
import type { Step } from './domain/steps.ts';
import { HeldVouchers } from './held-vouchers.ts';
import { BIRTHDAY } from './programme.ts';

type Joining = Step['joining'][number];

/** Ids that only exist once the story is told: kept between the steps. */
interface Member {
  id: string;
  birthMonth: number | null;
}

const cardOf = (customer: DemoCustomer) => `KH${String(customer.index + 1).padStart(6, '0')}`;

/** Tells one step after the other and remembers what the later ones need. */
export class Teller {
  /** Orders that were taken without their points or voucher, because those were refused. */
  refused = 0;
  readonly #members = new Map<number, Member>();
  readonly #orders = new Map<string, string>();
  readonly #vouchers = new HeldVouchers();
  readonly #forgotten: Joining[] = [];

  /** A step that was told before an interruption: only its people have to be remembered. */
  recall(step: Step): void {
    this.#forgotten.push(...step.joining);
  }

  async tell(tx: Tx, step: Step): Promise<void> {
    await this.#resolve(tx, this.#forgotten.splice(0));
    if (step.monthBegins !== null) await this.#beginMonth(tx, step.monthBegins);
    await this.#join(tx, step.joining);
    await this.#sell(tx, step);
    for (const item of step.returns) await this.#takeBack(tx, item);
  }

  async #beginMonth(tx: Tx, month: number): Promise<void> {
    const born = [...this.#members.values()].filter((member) => member.birthMonth === month);
    const issued = await issueVouchers(
      tx,
      born.map(({ id }) => ({ campaign: BIRTHDAY, customerId: id, issuedBy: 'system' })),
    );
    this.#vouchers.add(issued);
  }

  /** Finds or makes the customers, and remembers their ids. */
  async #resolve(tx: Tx, joining: readonly Joining[]): Promise<string[]> {
    const resolved = await resolveCustomers(
      tx,
      joining.map(({ customer, at }) => ({
        externalId: { source: 'pos', id: cardOf(customer) },
        phone: customer.phone,
        ...(customer.email ? { email: customer.email } : {}),
        name: customer.fullName,
        source: 'pos',
        createdAt: at,
      })),
    );
    return joining.map(({ customer }, i) => {
      const found = resolved[i];
      invariant(found && 'id' in found, `demo customer ${customer.index} cannot be made`);
      this.#members.set(customer.index, {
        id: found.id,
        birthMonth: customer.birthday?.month ?? null,
      });
      return found.id;
    });
  }

  async #join(tx: Tx, joining: readonly Joining[]): Promise<void> {
    const ids = await this.#resolve(tx, joining);
    await fillProfiles(
      tx,
      joining.map(({ customer }, i) => ({
        customerId: ids[i] as string,
        salutation: customer.salutation,
        gender: customer.gender,
        tags: customer.tags,
        ...(customer.birthday ? { birthday: customer.birthday } : {}),
      })),
    );
    await recordConsents(
      tx,
      joining.flatMap(({ customer, at }, i) =>
        customer.consents.map(({ channel, purpose }) => ({
          customerId: ids[i] as string,
          channel,
          purpose,
          granted: true,
          method: 'counter',
          textVersion: '1',
          at,
        })),
      ),
    );
  }

  async #sell(tx: Tx, step: Step): Promise<void> {
    if (step.orders.length === 0) return;
    const { document } = await currentProgramme(tx);
    const campaigns = new Map(document.vouchers.map((campaign) => [campaign.key, campaign]));
    const inputs = step.orders.map((order) => {
      const member = order.customer === null ? undefined : this.#members.get(order.customer);
      const voucher =
        member && order.voucher && order.points === 0
          ? this.#vouchers.take(member.id, order, campaigns)
          : undefined;
      return wire(order, member?.id, voucher?.code);
    });
    const outcomes = await postOrders(tx, inputs, { trusting: true });
    const again = inputs.filter((_, i) => outcomes[i]?.status === 'rejected');
    this.refused += again.length;
    // Refused is what was to be spent on the order, never the order: it is sold without.
    const sold = await postOrders(
      tx,
      again.map(({ redeem: _, ...order }) => order),
    );
    const failed = sold.find((outcome) => outcome.status === 'rejected');
    if (failed?.status === 'rejected') throw failed.error;
    step.orders.forEach((order, i) => {
      const outcome = outcomes[i];
      if (outcome?.status === 'posted') this.#orders.set(order.externalId, outcome.orderId);
    });
  }

  async #takeBack(tx: Tx, { order, externalId, at, line }: DemoReturn): Promise<void> {
    const orderId = this.#orders.get(order);
    if (!orderId) return;
    await postReturn(tx, orderId, {
      externalId,
      returnedAt: at,
      lines: [{ line, quantity: 1 }],
      reason: 'Không hợp da',
    });
  }
}

function wire(order: DemoOrder, customerId?: string, voucher?: string): OrderInput {
  return {
    source: 'pos',
    externalId: order.externalId,
    placedAt: order.placedAt.toISOString(),
    store: order.store,
    channel: order.channel,
    lines: order.lines,
    discount: order.discount,
    total: order.total,
    ...(customerId ? { customer: { id: customerId } } : {}),
    ...(voucher ? { redeem: { vouchers: [voucher] } } : {}),
    ...(order.points > 0 ? { redeem: { points: order.points } } : {}),
  };
}
