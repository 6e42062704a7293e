import { dayOf, instantOf, localDay } from './calendar.ts';
import type { DemoCustomer } from './people.ts';
import type { DemoOrder, DemoPlan, DemoReturn } from './plan.ts';

/** A piece of the story that is written in one transaction, at one moment of the story's clock. */
export interface Step {
  at: Date;
  /** Customers whose first receipt is in this step, with the moment of it. */
  joining: { customer: DemoCustomer; at: Date }[];
  orders: DemoOrder[];
  returns: DemoReturn[];
  /** The month that begins with this step (1–12), if one does. */
  monthBegins: number | null;
}

/** One month of the story: strands that share no customer, each a list of steps in time. */
export interface Chapter {
  /** The first moment of the month. */
  from: Date;
  strands: Step[][];
}

export const STRANDS = 2;
const STEP_ORDERS = 2000;

/**
 * Those who redeem make one strand, everybody else the other: redemptions of one campaign wait for
 * each other in the database, so strands that both redeem would only queue.
 */
const strandOf = (customer: DemoCustomer | undefined): number => (customer?.redeems ? 0 : 1);

/** The plan cut into months, strands and steps of at most 2,000 orders. */
export function chaptersOf({ customers, orders, returns }: DemoPlan): Chapter[] {
  const chapters: Chapter[] = [];
  const known = new Set<number>();
  const strandOfOrder = new Map<string, number>();
  let month = -1;
  for (const order of orders) {
    const day = dayOf(order.placedAt);
    const now = localDay(day);
    if (now.month !== month) {
      const from = instantOf(day - now.date + 1, 0);
      const opening = (): Step => ({
        ...blank(from),
        monthBegins: month === -1 ? null : now.month,
      });
      chapters.push({ from, strands: Array.from({ length: STRANDS }, () => [opening()]) });
      month = now.month;
    }
    const customer = order.customer === null ? undefined : customers[order.customer];
    const strand = strandOf(customer);
    const step = stepFor((chapters.at(-1) as Chapter).strands[strand] as Step[], order.placedAt);
    step.orders.push(order);
    step.at = order.placedAt;
    strandOfOrder.set(order.externalId, strand);
    if (customer && !known.has(customer.index)) {
      known.add(customer.index);
      step.joining.push({ customer, at: order.placedAt });
    }
  }
  for (const item of returns) {
    const strand = strandOfOrder.get(item.order) as number;
    stepAfter(chapters, strand, item.at).returns.push(item);
  }
  return chapters;
}

const blank = (at: Date): Step => ({ at, joining: [], orders: [], returns: [], monthBegins: null });

/** The step under way, or a new one where it is full or only opens the month. */
function stepFor(steps: Step[], at: Date): Step {
  const last = steps.at(-1) as Step;
  if (last.monthBegins === null && last.orders.length < STEP_ORDERS) return last;
  const next = blank(at);
  steps.push(next);
  return next;
}

/** The first step of the strand that ends after the moment; the very last one where none does. */
function stepAfter(chapters: readonly Chapter[], strand: number, at: Date): Step {
  for (const { strands } of chapters) {
    for (const step of strands[strand] as Step[]) if (step.at >= at) return step;
  }
  return ((chapters.at(-1) as Chapter).strands[strand] as Step[]).at(-1) as Step;
}
