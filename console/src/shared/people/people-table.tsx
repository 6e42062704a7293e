import { Table, Text } from '@mantine/core';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { formatPhone } from '../lib/format.ts';
import { useFormat } from '../lib/use-format.ts';
import { TierBadge } from '../programme/tier-badge.tsx';
import { TextLink } from '../ui/links.tsx';
import classes from './people-table.module.css';
import type { Person } from './person.ts';
import { texts } from './texts.ts';

interface Props {
  people: Person[];
  caption: string;
}

/** Customers, one a row; on a phone each row becomes a small card. */
export function PeopleTable({ people, caption }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const points = people.some((person) => person.points !== undefined);
  return (
    <Table className={classes.table} captionSide="top" horizontalSpacing="md">
      <Table.Caption className={classes.caption}>{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th>{t('tier')}</Table.Th>
          <Table.Th>{t('lastVisit')}</Table.Th>
          <Table.Th className={classes.right}>{t('orders')}</Table.Th>
          <Table.Th className={classes.right}>{t('spent')}</Table.Th>
          {points ? <Table.Th className={classes.right}>{t('points')}</Table.Th> : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id} className={classes.row}>
            <Table.Td className={classes.name}>
              <TextLink
                to="/customers/$id"
                params={{ id: person.id }}
                fw={500}
                c={person.fullName ? 'inherit' : 'dimmed'}
                className={classes.link}
              >
                {person.fullName ?? words.t('unnamed')}
              </TextLink>
              <Text size="xs" c="dimmed" className="num">
                {formatPhone(person.phone)}
              </Text>
            </Table.Td>
            <Table.Td data-col="tier">
              <TierBadge tier={person.tier} />
            </Table.Td>
            <Table.Td data-col="last" title={format.dateTime(person.lastOrderAt)}>
              {person.lastOrderAt ? format.ago(person.lastOrderAt) : t('never')}
            </Table.Td>
            <Table.Td className={classes.right} data-col="orders" data-label={t('orders')}>
              {format.number(person.orders)}
            </Table.Td>
            <Table.Td className={classes.right} data-col="spent">
              {format.money(person.spent)}
            </Table.Td>
            {points ? (
              <Table.Td className={classes.right} data-col="points" data-label={t('points')}>
                {format.number(person.points)}
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
