import type { AnyRoute } from '../../platform/route.ts';
import { customerPages } from './http/customers.ts';
import { historyPages } from './http/history.ts';
import { orderPages } from './http/orders.ts';

export const profileRoutes: readonly AnyRoute[] = [
  ...customerPages,
  ...historyPages,
  ...orderPages,
];
