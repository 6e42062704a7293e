import { winBack } from '@quen/contracts/plays.ts';
import type { Journey } from '@quen/contracts/programme.ts';
import { expect, it } from 'vitest';
import { layout } from './flow-layout.ts';

const branching: Journey = {
  ...winBack.journey,
  first: 'ask',
  steps: [
    {
      key: 'ask',
      kind: 'branch',
      when: { field: 'customer.orders', op: 'gte', value: 4 },
      yes: 'gift',
      no: 'week',
    },
    { key: 'week', kind: 'wait', days: 7, hours: 0, next: 'gift' },
    { key: 'gift', kind: 'message', template: 't', voucher: null, next: null },
  ],
};

it('draws every step once, between the entry and the end', () => {
  const { nodes } = layout(winBack.journey);
  expect(nodes.map(({ id }) => id)).toEqual(['entry', 'invite', 'week', 'remind', 'end']);
});

it('puts a step below every step that leads to it', () => {
  const { nodes, edges } = layout(branching);
  const height = (id: string) => nodes.find((node) => node.id === id)?.position.y ?? Number.NaN;
  for (const { source, target } of edges) {
    expect(height(target), `${source} → ${target}`).toBeGreaterThan(height(source));
  }
});

it('labels the two ways of a branch', () => {
  const { edges } = layout(branching);
  const answers = edges.filter(({ source }) => source === 'ask').map(({ data }) => data?.answer);
  expect(answers).toEqual(['yes', 'no']);
});
