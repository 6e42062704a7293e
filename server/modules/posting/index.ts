export type { OrderOutcome, Posted, Rejected } from './outcome.ts';
export { postOrders } from './post.ts';
