import type { Condition } from '@quen/contracts/conditions.ts';

/** The segments somebody at Hiên Mộc has saved. */
export const demoSegments: readonly { name: string; condition: Condition }[] = [
  {
    name: 'Khách quý đang xa dần',
    condition: {
      all: [
        { field: 'customer.days_since_order', op: 'between', value: [45, 89] },
        { field: 'customer.spent_12m', op: 'gte', value: 1_000_000 },
      ],
    },
  },
  {
    name: 'Vàng và Kim cương',
    condition: { field: 'customer.tier', op: 'in', value: ['gold', 'diamond'] },
  },
  {
    name: 'Sắp lên hạng',
    condition: {
      all: [
        { field: 'customer.to_next_tier', op: 'lte', value: 300_000 },
        { field: 'customer.days_since_order', op: 'lte', value: 60 },
      ],
    },
  },
  {
    name: 'Điểm sắp hết hạn',
    condition: { field: 'customer.points_expiring_30d', op: 'gte', value: 20 },
  },
];
