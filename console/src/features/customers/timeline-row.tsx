import { Text, UnstyledButton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCoin,
  IconCrown,
  IconFilterHeart,
  IconMail,
  IconMailOff,
  IconMailOpened,
  IconMailX,
  IconRoute,
  IconShieldCheck,
  IconShoppingBag,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import type { Happening } from './customer-queries.ts';
import classes from './timeline.module.css';
import { useHappeningWords } from './use-happening-words.ts';

const marks: [prefix: string, mark: typeof IconCoin][] = [
  ['order.returned', IconArrowBackUp],
  ['order.', IconShoppingBag],
  ['points.', IconCoin],
  ['tier.', IconCrown],
  ['voucher.', IconTicket],
  ['message.bounced', IconMailX],
  ['message.skipped', IconMailOff],
  ['message.sent', IconMail],
  ['message.', IconMailOpened],
  ['journey.', IconRoute],
  ['segment.', IconFilterHeart],
  ['consent.', IconShieldCheck],
];

interface Props {
  row: Happening;
  onOrder: (id: string) => void;
}

/** One thing that happened; orders open, points and tiers say why. */
export function TimelineRow({ row, onOrder }: Props) {
  const { t, language } = useTexts(common);
  const say = useHappeningWords();
  const Mark = marks.find(([prefix]) => row.kind.startsWith(prefix))?.[1] ?? IconUser;
  const order = row.kind === 'order.placed' ? row.subject : null;
  const text = say(row);
  // Points an order brought are told beside it, one amount for each wallet.
  const earned = (row.data.earned as Record<string, unknown>[] | undefined) ?? [];
  const amounts = earned.map((data) => say({ ...row, kind: 'points.earned', data })).join(', ');
  return (
    <li className={classes.row} data-kind={row.kind.split('.')[0]}>
      <span className={classes.mark}>
        <Mark size={16} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.text}>
        {order ? (
          <UnstyledButton className={classes.open} onClick={() => onOrder(order)}>
            {text}
            {row.data.number ? (
              <Text span size="sm" c="dimmed">
                {' '}
                · {String(row.data.number)}
              </Text>
            ) : null}
          </UnstyledButton>
        ) : (
          <Text component="span" size="sm" className="num">
            {text}
          </Text>
        )}
        {row.why ? (
          <Why summary={amounts ? `${amounts} · ${t('why')}` : t('why')} text={row.why[language]} />
        ) : null}
      </div>
    </li>
  );
}

function Why({ summary, text }: { summary: string; text: string }) {
  return (
    <details className={classes.why}>
      <summary className="num">{summary}</summary>
      <Text size="sm">{text}</Text>
    </details>
  );
}
