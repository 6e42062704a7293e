import type { RfmGroup, ValueGroup } from '@quen/contracts/audience.ts';
import type { Condition } from '@quen/contracts/conditions.ts';
import { queryOptions } from '@tanstack/react-query';
import { pending } from '../../shared/api/api.ts';
import type { LocalText } from '../../shared/lib/local-text.ts';

interface Counts {
  customers: number;
  orders: number;
  revenue: number;
}
export interface GroupCount<K extends string = RfmGroup> extends Counts {
  key: K;
  name: LocalText;
  advice: LocalText;
  rule: LocalText | null;
  condition: Condition | null;
}
type Score = 1 | 2 | 3 | 4 | 5;
export interface Cell extends Counts {
  recency: Score;
  frequency: Score;
  group: RfmGroup;
  value: ValueGroup;
}
export interface RfmReport extends Counts {
  asOf: string;
  windowDays: number;
  computedAt: string | null;
  rules: Record<'recency' | 'frequency' | 'monetary', { score: Score; text: LocalText }[]>;
  groups: (GroupCount & { value: ValueGroup })[];
  values: GroupCount<ValueGroup>[];
  cells: Cell[];
}

export const rfmQuery = queryOptions({
  queryKey: ['reports', 'rfm'],
  queryFn: ({ signal }) => pending.get<RfmReport>('/v1/reports/rfm', { signal }),
});
