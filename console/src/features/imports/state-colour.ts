import type { Import } from './import-queries.ts';

export function stateColour(state: Import['state']): string {
  if (state === 'done') return 'pine';
  return state === 'failed' ? 'brick' : state === 'cancelled' ? 'gray' : 'amber';
}
