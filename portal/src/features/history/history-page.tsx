import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Trouble } from '../../app/message.tsx';
import { useShop } from '../../app/shop.ts';
import { problemText } from '../../shared/api/client.ts';
import { historyQuery } from '../../shared/api/queries.ts';
import { Empty, Notice, Skeleton } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Entry } from './entry.tsx';
import css from './history-page.module.css';

/** What happened, newest first, each with what it did to the points and why. */
export default function HistoryPage() {
  const { slug, locale, t, format } = useShop();
  const query = useInfiniteQuery(historyQuery(slug));
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => void query.refetch()} />
    ) : (
      <>
        <Skeleton height={28} width="40%" />
        <Skeleton height={96} />
        <Skeleton height={96} />
        <Skeleton height={96} />
      </>
    );
  }
  const entries = data.pages.flatMap((page) => page.items);
  if (entries.length === 0) {
    return (
      <>
        <h1>{t.historyTitle}</h1>
        <Empty icon="history" title={t.noHistory} text={t.noHistoryText} />
      </>
    );
  }
  return (
    <>
      <h1>{t.historyTitle}</h1>
      {error && <Notice>{problemText(error, locale)}</Notice>}
      <ol className={css.list}>
        {entries.map((entry, i) => {
          const month = format.month(entry.at);
          const before = entries[i - 1];
          const opens = !before || format.month(before.at) !== month;
          return (
            <Fragment key={`${entry.kind} ${entry.id}`}>
              {opens && <li className={css.month}>{month}</li>}
              <Entry entry={entry} />
            </Fragment>
          );
        })}
      </ol>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </>
  );
}
