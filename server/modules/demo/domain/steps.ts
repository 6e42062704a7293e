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

const STEP_ORDERS = 2000;

/** The plan cut into steps of at most 2,000 orders, none of which reaches over a month's end. */
export function stepsOf({ customers, orders, returns }: DemoPlan): Step[] {
  const steps: Step[] = [];
  const known = new Set<number>();
  let returned = 0;
  let month = -1;
  for (let from = 0; from < orders.length; ) {
    const first = orders[from] as DemoOrder;
    const monthOfFirst = localDay(dayOf(first.placedAt)).month;
    let to = from + 1;
    while (to < orders.length && to - from < STEP_ORDERS && sameMonth(first, orders[to])) to++;
    const at = (orders[to - 1] as DemoOrder).placedAt;
    const chosen = orders.slice(from, to);
    const joining: Step['joining'] = [];
    for (const { customer, placedAt } of chosen) {
      if (customer === null || known.has(customer)) continue;
      known.add(customer);
      joining.push({ customer: customers[customer] as DemoCustomer, at: placedAt });
    }
    let end = returned;
    while (end < returns.length && (returns[end] as DemoReturn).at <= at) end++;
    if (month !== -1 && monthOfFirst !== month) {
      steps.push({
        at: instantOf(dayOf(first.placedAt), 0),
        joining: [],
        orders: [],
        returns: [],
        monthBegins: monthOfFirst,
      });
    }
    steps.push({
      at,
      joining,
      orders: chosen,
      returns: returns.slice(returned, end),
      monthBegins: null,
    });
    month = monthOfFirst;
    returned = end;
    from = to;
  }
  return steps;
}

function sameMonth(a: DemoOrder, b: DemoOrder | undefined): boolean {
  return b !== undefined && localDay(dayOf(a.placedAt)).month === localDay(dayOf(b.placedAt)).month;
}
