import { Text } from '@mantine/core';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';
import { formatPhone } from '../lib/format.ts';
import { useFormat } from '../lib/use-format.ts';
import { TextLink } from '../ui/links.tsx';
import classes from './people-list.module.css';
import type { Person } from './person.ts';
import { texts } from './texts.ts';

interface Props {
  people: Person[];
  label: string;
}

/** Customers in a narrow place: in a drawer, beside a builder. */
export function PeopleList({ people, label }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <ul className={classes.list} aria-label={label}>
      {people.map((person) => (
        <li key={person.id} className={classes.row}>
          <div className={classes.who}>
            <TextLink
              to="/customers/$id"
              params={{ id: person.id }}
              fw={500}
              size="sm"
              c={person.fullName ? 'inherit' : 'dimmed'}
              className={classes.link}
            >
              {person.fullName ?? words.t('unnamed')}
            </TextLink>
            <Text size="xs" c="dimmed" className="num">
              {formatPhone(person.phone)}
            </Text>
          </div>
          <div className={classes.numbers}>
            <Text size="sm" className="num">
              {format.money(person.spent)}
            </Text>
            <Text size="xs" c="dimmed">
              {words.t('orders', { count: person.orders })}
              {' · '}
              {person.lastOrderAt ? format.ago(person.lastOrderAt) : t('never')}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
