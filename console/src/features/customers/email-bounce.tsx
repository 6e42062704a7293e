import { Anchor, Badge, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMay } from '../../shared/session/me.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { type Customer, customerQuery } from './customer-queries.ts';
import { texts } from './texts.ts';

/** Beside an e-mail that does not exist: since when nothing is sent there, and the way to try again. */
export function EmailBounce({ customer }: { customer: Customer }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const mayChange = useMay('customers.write');
  const retry = useMutation({
    mutationFn: () =>
      api.delete('/v1/customers/{id}/email-bounce', { params: { path: { id: customer.id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: customerQuery(customer.id).queryKey }),
  });
  if (!customer.emailBouncedAt) return null;
  return (
    <>
      <Badge size="sm" color="amber" variant="light" tt="none">
        {t('emailBounced', { date: format.date(customer.emailBouncedAt) })}
      </Badge>
      <Text size="xs" c="dimmed">
        {t('emailBouncedWhy')}{' '}
        {mayChange ? (
          <Anchor
            component="button"
            type="button"
            size="xs"
            disabled={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('emailRetry')}
          </Anchor>
        ) : null}
      </Text>
      <ProblemView error={retry.error} />
    </>
  );
}
