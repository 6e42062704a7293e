import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { isRefusal } from '../api/problem.ts';
import { NotThere } from './not-there.tsx';
import { ProblemView } from './problem-view.tsx';

interface Props<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  /** Shape of what is coming; grey lines where none is given. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a query: its shape while it loads, its refusal, or its answer. */
export function Loaded<T>({ query, skeleton, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (isRefusal(query.error, 'not_found')) return <NotThere />;
  if (query.error) return <ProblemView error={query.error} onRetry={() => query.refetch()} />;
  return skeleton ?? <Lines />;
}

/** Grey lines of uneven length. */
export function Lines({ count = 5, height = 18 }: { count?: number; height?: number }) {
  return (
    <Stack gap="md" aria-hidden py="sm">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={i} height={height} width={`${[92, 78, 85, 64, 88, 71][i % 6]}%`} />
      ))}
    </Stack>
  );
}
