import type { Condition, Leaf } from '@quen/contracts/conditions.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changed, conditionOf, emptyLeaf, type GroupNode, treeOf } from './tree.ts';

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    field: fc.constant('customer.orders'),
    op: fc.constantFrom('eq', 'gte', 'lt'),
    value: fc.nat(1000),
  }),
  fc.record({
    field: fc.constant('customer.tier'),
    op: fc.constant('in'),
    value: fc.array(fc.constantFrom('gold', 'silver'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ field: fc.constant('customer.last_order_at'), op: fc.constant('is_set') }),
) as fc.Arbitrary<Leaf>;

const { condition } = fc.letrec<{ condition: Condition; group: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
  group: fc.oneof(
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ) as fc.Arbitrary<Condition>,
}));

/** What a condition holds of, over all ways its comparisons may turn out. */
function holds(tree: Condition, truth: (one: Leaf) => boolean): boolean {
  if ('all' in tree) return tree.all.every((part) => holds(part, truth));
  if ('any' in tree) return tree.any.some((part) => holds(part, truth));
  if ('not' in tree) return !holds(tree.not, truth);
  return truth(tree);
}

it('what the builder gives back means what it was given', () => {
  fc.assert(
    fc.property(condition, fc.infiniteStream(fc.boolean()), (given, coin) => {
      const outcomes = new Map<string, boolean>();
      const truth = (one: Leaf) => {
        const key = JSON.stringify(one);
        if (!outcomes.has(key)) outcomes.set(key, coin.next().value ?? false);
        return outcomes.get(key) as boolean;
      };
      const back = conditionOf(treeOf(given));
      expect(back).toBeDefined();
      expect(holds(back as Condition, truth)).toBe(holds(given, truth));
    }),
  );
});

it('a group with an unfinished row is not a condition yet', () => {
  const tree = treeOf({ all: [{ field: 'customer.orders', op: 'gte', value: 2 }] });
  const open: GroupNode = { ...tree, children: [...tree.children, emptyLeaf()] };
  expect(conditionOf(open)).toBeUndefined();
});

it('between with its ends the wrong way round is unfinished', () => {
  const tree = treeOf({ all: [{ field: 'customer.orders', op: 'between', value: [9, 2] }] });
  expect(conditionOf(tree)).toBeUndefined();
});

it('removing the last row leaves a group that stands for no condition', () => {
  const tree = treeOf({ any: [{ field: 'customer.orders', op: 'eq', value: 1 }] });
  const [only] = tree.children;
  const empty = changed(tree, only?.id ?? 0, () => null);
  expect(empty.children).toEqual([]);
  expect(conditionOf(empty)).toBeUndefined();
});
