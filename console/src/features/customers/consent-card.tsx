import { Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useMay } from '../../shared/session/me.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Customer, customerQuery } from './customer-queries.ts';
import { texts } from './texts.ts';

const channels = ['email', 'sms', 'zalo', 'phone'] as const;
const purposes = ['marketing', 'care'] as const;
const methods = ['staff', 'counter', 'import', 'unsubscribe_link', 'portal', 'api'] as const;

/** What the customer agreed to, channel by channel; each change is a new line of the history. */
export function ConsentCard({ customer }: { customer: Customer }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const mayChange = useMay('customers.write');
  const change = useMutation({
    mutationFn: (body: {
      channel: (typeof channels)[number];
      purpose: (typeof purposes)[number];
      granted: boolean;
    }) =>
      api.post('/v1/customers/{id}/consents', {
        params: { path: { id: customer.id } },
        body: { ...body, method: 'staff' },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: customerQuery(customer.id).queryKey }),
  });
  const howText = (method: string) => {
    const known = methods.find((one) => one === method);
    return known ? t(`method_${known}`) : method;
  };
  return (
    <Surface>
      <Title order={2}>{t('consents')}</Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('consentsLead')}
      </Text>
      <Stack gap="xs">
        {channels.flatMap((channel) =>
          purposes.map((purpose) => {
            const held = customer.consents.find(
              (one) => one.channel === channel && one.purpose === purpose,
            );
            return (
              <Group key={`${channel} ${purpose}`} justify="space-between" wrap="nowrap">
                <div>
                  <Text size="sm">
                    {t(`channel_${channel}`)} – {t(`purpose_${purpose}`)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {held
                      ? t('consentBy', {
                          method: howText(held.method),
                          date: format.date(held.at),
                        })
                      : t('notAsked')}
                  </Text>
                </div>
                <Switch
                  size="sm"
                  aria-label={`${t(`channel_${channel}`)} – ${t(`purpose_${purpose}`)}`}
                  checked={held?.granted ?? false}
                  disabled={!mayChange || change.isPending}
                  onChange={(event) =>
                    change.mutate({ channel, purpose, granted: event.currentTarget.checked })
                  }
                />
              </Group>
            );
          }),
        )}
        <ProblemView error={change.error} />
      </Stack>
    </Surface>
  );
}
