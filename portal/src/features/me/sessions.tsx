import { useMutation, useQuery } from '@tanstack/react-query';
import { useShop } from '../../app/shop.ts';
import { clientOf } from '../../shared/api/client.ts';
import { queryClient, sessionsQuery } from '../../shared/api/queries.ts';
import { Panel, Skeleton } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { deviceOf } from './device.ts';
import css from './me-page.module.css';

/** Where the member is signed in, and a way to end each. */
export function Sessions() {
  const { slug, t, format } = useShop();
  const query = sessionsQuery(slug);
  const { data } = useQuery(query);
  const end = useMutation({
    mutationFn: (id: string) =>
      clientOf(slug).delete('/v1/member/sessions/{id}', { params: { path: { id } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  });
  return (
    <Panel title={t.sessions}>
      {!data && <Skeleton height={56} />}
      <ul className={css.sessions}>
        {data?.items.map((session) => {
          const device = deviceOf(session.userAgent) ?? t.unknownDevice;
          return (
            <li key={session.id}>
              <Icon name="device" size={24} />
              <span>
                {device}
                <span className={css.hint}>
                  {session.current ? t.thisDevice : t.lastUsed(format.dateTime(session.lastUsedAt))}
                </span>
              </span>
              {!session.current && (
                <Button
                  look="plain"
                  busy={end.isPending && end.variables === session.id}
                  aria-label={t.endSessionOf(device)}
                  onClick={() => end.mutate(session.id)}
                >
                  {t.endSession}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
