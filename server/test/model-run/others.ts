import { findCustomers } from '../../modules/customers/index.ts';
import { expireLots } from '../../modules/ledger/index.ts';
import { postReturn, type ReturnOutcome } from '../../modules/posting/index.ts';
import { spendPoints } from '../../modules/posting/spend.ts';
import { programmeVersions, publishProgramme, reviewTiers } from '../../modules/programme/index.ts';
import { applyLadder } from '../../modules/programme/jobs.ts';
import { cancelCode, issueVouchers, redeemCode } from '../../modules/rewards/index.ts';
import { remainingIn } from '../model/ledger.ts';
import type { Return } from '../model/returns.ts';
import { drawNextVersion } from './programmes.ts';
import { answerOf, type Run } from './run.ts';

/** Takes back a part of an order, all that is left, or now and then too much. */
export async function takeGoodsBack(run: Run): Promise<void> {
  const { random, model } = run;
  const orders = [...model.orders.values()].filter((order) => order.bill > 0);
  if (orders.length === 0) return;
  const order = random.pick(orders);
  const left = order.bill - order.returnedBill;
  const amount = random.chance(0.4) ? undefined : drawAmount(run, left);
  const externalId = run.number('r');
  run.note('take back', order.key, amount ?? 'all');
  const expected = await answerOf(() => model.takeGoodsBack(order, amount));
  const answer = await answerOf(() => postBack(run, order.key, externalId, amount));
  run.agree('return', typeof answer === 'string' ? answer : toldOf(answer), expected);
  if (typeof expected !== 'string') run.returns.push({ order, externalId, amount, told: expected });
}

const drawAmount = ({ random }: Run, left: number) =>
  random.chance(0.05) ? left + 1 : random.int(1, Math.max(1, left));

const postBack = (run: Run, key: string, externalId: string, amount: number | undefined) =>
  run.tx((tx) =>
    postReturn(tx, run.orderIds.get(key) as string, {
      externalId,
      returnedAt: new Date(run.now),
      amount,
    }),
  );

const toldOf = (outcome: ReturnOutcome): Return => ({
  amount: outcome.amount,
  refund: outcome.refund,
  pointsTakenBack: outcome.pointsTakenBack,
  pointsMissing: outcome.pointsMissing,
  pointsGivenBack: outcome.pointsGivenBack,
  vouchersRestored: outcome.vouchersRestored,
});

export async function repeatReturn(run: Run): Promise<void> {
  if (run.returns.length === 0) return;
  const { order, externalId, amount, told } = run.random.pick(run.returns);
  run.note('take back again', order.key, externalId);
  const answer = await postBack(run, order.key, externalId, amount);
  run.agree(
    'repeated return',
    { status: answer.status, ...toldOf(answer) },
    { status: 'duplicate', ...told },
  );
}

/** Spends points at a till that records its own sales, sometimes twice. */
export async function spendAtTill(run: Run): Promise<void> {
  const { random, model, now } = run;
  if (run.customerIds.size === 0) return;
  const phone = random.pick([...run.customerIds.keys()]);
  const held = remainingIn(model.spendable(phone, now));
  const points = random.int(1, held + 1);
  const bill = random.int(1, 500_000);
  const input = { customer: { phone }, points, bill, reference: run.number('s') };
  run.note('spend', input);
  const spend = () => run.tx((tx) => spendPoints(tx, input));
  const expected = await answerOf(() => model.spendPoints(phone, points, bill, now));
  const answer = await answerOf(async () => (await spend()).discount);
  run.agree('points spent', answer, expected);
  if (typeof answer === 'string' || random.chance(0.7)) return;
  const { repeated, discount } = await spend();
  run.agree('points spent again', { repeated, discount }, { repeated: true, discount: expected });
}

export async function issueVoucher(run: Run): Promise<void> {
  const { random, model, now } = run;
  if (run.customerIds.size === 0) return;
  const [phone, customerId] = random.pick([...run.customerIds]);
  const campaign = random.pick(model.programmeAt(now).vouchers);
  const [issued] = await run.tx((tx) =>
    issueVouchers(tx, [{ campaign: campaign.key, customerId, issuedBy: 'test' }]),
  );
  const code = issued?.code as string;
  run.note('issue', campaign.key, code, phone);
  const { validUntil } = model.vouchers.issue(code, campaign, phone, now);
  run.agree('end of a voucher', issued?.validUntil?.getTime() ?? null, validUntil);
}

/** Redeems a voucher without an order. */
export async function redeemVoucher(run: Run): Promise<void> {
  const { random, model, now } = run;
  const vouchers = model.vouchers.all();
  if (vouchers.length === 0) return;
  const { code, owner } = random.pick(vouchers);
  const bill = random.int(0, 400_000);
  const reference = run.number('v');
  run.note('redeem', code, bill);
  const expected = await answerOf(
    () => model.vouchers.redeem(code, owner, { bill, left: bill }, now).discount,
  );
  const answer = await answerOf(() =>
    run.tx(async (tx) => {
      const [customerId = null] = await findCustomers(tx, [{ phone: owner }]);
      const sentences = () => ({ vi: '', en: '' });
      const payable = { bill, left: bill, customerId, at: tx.now, applied: [] };
      const used = await redeemCode(
        tx,
        code,
        { ...payable, facts: () => ({}), sentences },
        reference,
      );
      return used.discount;
    }),
  );
  run.agree('discount of a voucher', answer, expected);
  if (typeof answer === 'number') run.redeemed.push({ code, reference });
}

export async function cancelVoucher(run: Run): Promise<void> {
  const { random, model } = run;
  if (run.redeemed.length === 0) return;
  const [redeemed] = run.redeemed.splice(random.int(0, run.redeemed.length - 1), 1);
  if (!redeemed) return;
  const { code, reference } = redeemed;
  run.note('cancel', code);
  await run.tx((tx) => cancelCode(tx, code, reference));
  model.vouchers.restore(model.vouchers.all().filter((v) => v.code === code));
}

export async function expirePoints(run: Run): Promise<void> {
  run.note('expire');
  run.model.expire(run.now);
  await run.work(expireLots);
}

/** The model needs no review: it knows at any time what one would come to. */
export async function review(run: Run): Promise<void> {
  run.note('review');
  await run.work(reviewTiers);
}

export async function publishVersion(run: Run): Promise<void> {
  const { random, model, now, asking } = run;
  const next = drawNextVersion(model.programmeAt(now), random, asking);
  const levels = next.tiers.map(({ key, threshold, keep }) => `${key} ${threshold}/${keep}`);
  run.note('publish', ...levels);
  await run.tx(async (tx) =>
    publishProgramme(tx, next, { expected: (await programmeVersions(tx)).length }),
  );
  model.publish(next, now);
  await run.work(applyLadder);
}
