import { NativeSelect, Stack, Table, Text } from '@mantine/core';
import { type MessageState, messageStates } from '@quen/contracts/messaging.ts';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { messagesQuery } from './journey-queries.ts';
import { texts } from './texts.ts';

/** The send log: each message with its state, and the reason where it was held back. */
export function MessageLog({ journeyKey }: { journeyKey: string }) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const [state, setState] = useState<MessageState | null>(null);
  const query = useInfiniteQuery(messagesQuery(journeyKey, state));
  const { published } = useDraft();
  const nameOf = (key: string) =>
    published.templates.find((template) => template.key === key)?.name[language] ?? key;
  return (
    <Stack>
      <NativeSelect
        aria-label={t('state')}
        w={220}
        value={state ?? ''}
        onChange={(event) => setState((event.currentTarget.value || null) as MessageState | null)}
        data={[
          { value: '', label: t('allStates') },
          ...messageStates.map((value) => ({ value, label: t(`message_${value}`) })),
        ]}
      />
      <Pages
        query={query}
        empty={
          <Surface>
            <EmptyState icon={IconMail} title={t('noMessages')} text={t('noMessagesText')} />
          </Surface>
        }
      >
        {(messages) => (
          <Surface flush>
            <Table.ScrollContainer minWidth={640}>
              <Table horizontalSpacing="md" fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    {(['customer', 'letter', 'state', 'when'] as const).map((column) => (
                      <Table.Th key={column} fw={500}>
                        {t(column)}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {messages.map((message) => (
                    <Table.Tr key={message.id}>
                      <Table.Td>
                        <TextLink
                          to="/customers/$id"
                          params={{ id: message.customerId }}
                          size="sm"
                          fw={500}
                          c="inherit"
                        >
                          {message.customerName ?? words.t('unnamed')}
                        </TextLink>
                      </Table.Td>
                      <Table.Td>{nameOf(message.template)}</Table.Td>
                      <Table.Td>
                        {t(`message_${message.state}`)}
                        <Text size="xs" c="dimmed">
                          {message.why?.[language] ??
                            [
                              message.openedAt
                                ? t('openedAt', { when: format.ago(message.openedAt) })
                                : null,
                              message.clickedAt
                                ? t('clickedAt', { when: format.ago(message.clickedAt) })
                                : null,
                            ]
                              .filter(Boolean)
                              .join(' · ')}
                        </Text>
                      </Table.Td>
                      <Table.Td style={{ whiteSpace: 'nowrap' }}>
                        {format.dateTime(message.sentAt ?? message.createdAt)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Surface>
        )}
      </Pages>
    </Stack>
  );
}
