import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { Loaded } from './loaded.tsx';
import { ProblemView } from './problem-view.tsx';

/** What is needed of a query that brings one page after the other. */
interface PagedQuery {
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

interface Props<Item> {
  query: PagedQuery & {
    data: { pages: readonly { items: readonly Item[] }[] } | undefined;
    refetch: () => unknown;
  };
  /** Shown where there is nothing at all. */
  empty: ReactNode;
  skeleton?: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that comes page by page: what has come so far, and the way to more. */
export function Pages<Item>({ query, empty, skeleton, children }: Props<Item>) {
  return (
    <>
      <Loaded query={query} skeleton={skeleton}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length > 0 ? children(items) : empty;
        }}
      </Loaded>
      <MoreButton query={query} />
    </>
  );
}

/** Brings the next page; says why where it did not come. */
export function MoreButton({ query }: { query: PagedQuery }) {
  const { t } = useTexts(common);
  if (!query.hasNextPage) return null;
  return (
    <Stack gap="sm" align="center">
      {query.isFetchNextPageError ? <ProblemView error={query.error} /> : null}
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => query.fetchNextPage()}
      >
        {t('more')}
      </Button>
    </Stack>
  );
}
