import type { OrderInput } from '@quen/contracts/orders.ts';
import { type OrderOutcome, postOrders } from '../../modules/posting/index.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { remainingIn } from '../model/ledger.ts';
import type { Order, Sale } from '../model/order.ts';
import { answerOf, type Run } from './run.ts';

const HOUR = 3_600_000;

/** An order as it is sent, and what the model says to it. */
interface Sent {
  key: string;
  input: OrderInput;
  expected: unknown;
}

/** Posts some orders at once. The model takes them one after the other. */
export async function postBatch(run: Run): Promise<void> {
  const { random } = run;
  const size = random.chance(run.kind === 'years' ? 0.8 : 0.5) ? 1 : random.int(2, 12);
  const trusting = random.chance(0.5);
  const batch: Sent[] = [];
  for (let i = 0; i < size; i++) batch.push(drawRepeat(run) ?? (await drawNew(run)));
  const inputs = batch.map(({ input }) => input);
  run.note(trusting ? 'post, trusting' : 'post', inputs);
  const outcomes = await run.tx((tx) => postOrders(tx, inputs, { trusting }));
  run.agree(
    'outcomes of orders',
    outcomes.map(toldOf),
    batch.map(({ expected }) => expected),
  );
  outcomes.forEach((outcome, i) => {
    const sent = batch[i];
    if (outcome.status !== 'posted' || !sent) return;
    run.orderIds.set(sent.key, outcome.orderId);
    const customer = run.model.orders.get(sent.key)?.customer ?? null;
    if (customer !== null && outcome.customerId !== null)
      run.customerIds.set(customer, outcome.customerId);
  });
}

const toldOf = (outcome: OrderOutcome) =>
  outcome.status === 'rejected'
    ? outcome.error.code
    : {
        status: outcome.status,
        bill: outcome.bill,
        total: outcome.total,
        voucherDiscount: outcome.voucherDiscount,
        pointsDiscount: outcome.pointsDiscount,
        pointsEarned: outcome.pointsEarned,
        pointsSpent: outcome.pointsSpent,
      };

const answered = (status: 'posted' | 'duplicate', order: Order) => ({
  status,
  bill: order.bill,
  total: order.total,
  voucherDiscount: order.voucherDiscount,
  pointsDiscount: order.pointsDiscount,
  pointsEarned: order.earnings.reduce((sum, { lot }) => sum + lot.amount, 0),
  pointsSpent: order.points,
});

/** Sometimes an order that was accepted before, also in this batch; or another under its number. */
function drawRepeat(run: Run): Sent | undefined {
  const { random } = run;
  if (run.inputs.size === 0 || !random.chance(0.08)) return undefined;
  const key = random.pick([...run.inputs.keys()]);
  const input = run.inputs.get(key);
  const order = run.model.orders.get(key);
  if (!input || !order) return undefined;
  return random.chance(0.3)
    ? { key, input: { ...input, total: input.total + 1 }, expected: 'order_conflict' }
    : { key, input, expected: answered('duplicate', order) };
}

async function drawNew(run: Run): Promise<Sent> {
  const sale = drawSale(run);
  const input = inputOf(run, sale);
  const expected = await answerOf(() => answered('posted', run.model.post(sale, run.now)));
  if (run.model.orders.has(sale.key)) run.inputs.set(sale.key, input);
  return { key: sale.key, input, expected };
}

function drawSale(run: Run): Sale {
  const { random } = run;
  const customer = random.chance(0.93) ? drawCustomer(run) : null;
  const at = run.moment(drawMoment(run));
  const bill = drawBill(run);
  return {
    key: run.number('o'),
    customer,
    at,
    bill,
    giftCard: random.chance(0.1) ? random.int(0, bill) : 0,
    points: drawPoints(run, customer, at),
    vouchers: random.chance(0.3) ? drawVouchers(run, customer) : [],
    elsewhere: random.chance(0.02),
  };
}

/** Some come all the time, the last ones seldom: they lose their tiers. */
const drawCustomer = ({ random, people }: Run): string =>
  people[Math.floor(random.next() ** 2 * people.length)] as string;

function drawMoment({ random, kind, now }: Run): number {
  if (random.chance(0.01)) return now + 2 * MS_PER_DAY;
  if (random.chance(0.08)) return now + random.int(0, MS_PER_DAY - HOUR);
  if (random.chance(kind === 'years' ? 0.5 : 0.06)) return now - random.int(0, 420 * MS_PER_DAY);
  if (random.chance(0.15)) return now - random.int(0, 40 * MS_PER_DAY);
  return now - random.int(0, HOUR);
}

function drawBill({ random }: Run): number {
  if (random.chance(0.05)) return 0;
  return random.chance(0.1) ? random.int(1, 50) : random.int(1_000, 900_000);
}

function drawPoints({ random, model }: Run, customer: string | null, at: number): number {
  if (!random.chance(0.35)) return 0;
  const held = customer === null ? 0 : remainingIn(model.spendable(customer, at));
  return held > 0 && random.chance(0.85) ? random.int(1, held) : random.int(1, 300);
}

/** One or two codes: most often good ones, sometimes somebody else's, used up or invented. */
function drawVouchers({ random, model, asking }: Run, customer: string | null): string[] {
  const all = model.vouchers.all();
  const good = all.filter((v) => v.owner === customer && v.state === 'active');
  // Posted customer by customer, it is left open whether another's voucher is used up already.
  const any = asking ? all.filter((v) => v.owner === customer) : all;
  const codes = Array.from({ length: random.int(1, 2) }, () => {
    const pool = random.chance(0.85) ? good : any;
    return pool.length > 0 ? random.pick(pool).code : 'NOPENOPE';
  });
  return [...new Set(codes)].filter((code) => code !== 'NOPENOPE' || random.chance(0.1));
}

function inputOf({ random }: Run, sale: Sale): OrderInput {
  const { customer, bill, giftCard, points, vouchers } = sale;
  const input: OrderInput = {
    source: 'pos',
    externalId: sale.key,
    placedAt: new Date(sale.at).toISOString(),
    total: bill,
  };
  if (customer !== null) input.customer = { phone: random.pick(spellingsOf(customer)) };
  if (sale.elsewhere) input.store = 'nowhere';
  if (giftCard > 0)
    input.tenders = [
      { kind: 'gift_card', amount: giftCard },
      { kind: 'cash', amount: bill - giftCard },
    ];
  if (points > 0) input.redeem = { points };
  if (vouchers.length > 0) input.redeem = { ...input.redeem, vouchers: [...vouchers] };
  return input;
}

const spellingsOf = (phone: string) => [
  phone,
  `+84${phone.slice(1)}`,
  `${phone.slice(0, 4)} ${phone.slice(4)}`,
];
