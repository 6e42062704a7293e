import { Divider, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { SideSheet } from '../../shared/ui/side-sheet.tsx';
import { orderQuery } from './customer-queries.ts';
import { texts } from './texts.ts';

interface Props {
  /** null while closed. */
  id: string | null;
  onClose: () => void;
}

/** One bill: what was bought, what was taken off, what it earned and why. */
export function OrderDrawer({ id, onClose }: Props) {
  const { t } = useTexts(texts);
  return (
    <SideSheet opened={id !== null} onClose={onClose} size="md" title={t('bill')}>
      {id ? <Order id={id} /> : null}
    </SideSheet>
  );
}

function Order({ id }: { id: string }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const query = useQuery(orderQuery(id));
  return (
    <Loaded query={query}>
      {(order) => (
        <Stack gap="sm">
          <div>
            <Title order={2}>{t('orderTitle', { number: order.externalId })}</Title>
            <Text size="sm" c="dimmed">
              {t('orderOf', {
                when: format.dateTime(order.placedAt),
                store: order.store?.name ?? order.channel,
              })}
            </Text>
          </div>
          {order.lines.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('noLines')}
            </Text>
          ) : null}
          {order.lines.map((line) => (
            <Row
              key={line.lineNo}
              label={`${line.quantity} × ${line.name}`}
              value={format.money(line.amount)}
            />
          ))}
          <Divider />
          <Row label={t('bill')} value={format.money(order.bill)} />
          {order.discount > 0 ? (
            <Row label={t('discount')} value={`−${format.money(order.discount)}`} />
          ) : null}
          <Row label={t('paid')} value={format.money(order.total)} strong />
          {order.returned > 0 ? (
            <Row label={t('returnedAmount')} value={`−${format.money(order.returned)}`} />
          ) : null}
          {order.transfers.length > 0 ? (
            <>
              <Divider />
              <Title order={3}>{t('points')}</Title>
              {order.transfers.map((transfer) => (
                <div key={transfer.id}>
                  <Text fw={500} className="num">
                    {transfer.amount > 0 ? '+' : '−'}
                    {format.number(Math.abs(transfer.amount))}
                  </Text>
                  <Text size="sm">{transfer.why[language]}</Text>
                </div>
              ))}
            </>
          ) : null}
        </Stack>
      )}
    </Loaded>
  );
}

function Row({ label, value, strong = false }: { label: string; value: string; strong?: boolean }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md" align="baseline">
      <Text size="sm" fw={strong ? 600 : undefined}>
        {label}
      </Text>
      <Text size="sm" fw={strong ? 600 : undefined} className="num" style={{ flex: 'none' }}>
        {value}
      </Text>
    </Group>
  );
}
