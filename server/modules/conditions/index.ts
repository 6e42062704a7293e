export { type Catalogue, catalogueOf, describe } from './describe.ts';
export type { Facts, Failure, OrderAtHand } from './evaluate.ts';
export { customerFieldsOf, matches, momentFacts, orderFacts, whyNot } from './evaluate.ts';
export { parseCondition } from './parse.ts';
export {
  conditionSql,
  customerFacts,
  matchingCustomers,
  overEveryone,
  type Tally,
  tallyCustomers,
} from './store.ts';
