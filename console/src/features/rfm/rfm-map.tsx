import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import type { Crowd } from '../../shared/people/use-people.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './rfm-map.module.css';
import type { Cell, RfmReport } from './rfm-query.ts';
import { texts } from './texts.ts';

interface Props {
  report: RfmReport;
  onOpen: (crowd: Crowd) => void;
}

const high = [5, 4, 3, 2, 1] as const;
const low = [1, 2, 3, 4, 5] as const;

/** The cell of each group that carries its name: the one with most people. */
function labelled(cells: Cell[]): Map<string, Cell> {
  const found = new Map<string, Cell>();
  for (const cell of cells) {
    const best = found.get(cell.group);
    if (!best || cell.customers > best.customers) found.set(cell.group, cell);
  }
  return found;
}

/** Recency up, frequency to the right: 25 cells that make ten neighbourhoods. */
export function RfmMap({ report, onOpen }: Props) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const [near, setNear] = useState<string | null>(null);
  const names = labelled(report.cells);
  const groups = new Map(report.groups.map((group) => [group.key, group]));
  const most = Math.max(1, ...report.cells.map(({ customers }) => customers));

  return (
    <Surface>
      <Stack gap="sm">
        <div>
          <Title order={2}>{t('map')}</Title>
          <Text size="sm" c="dimmed">
            {t('mapLead')}
          </Text>
        </div>
        <div className={classes.frame}>
          <div className={classes.vertical} aria-hidden>
            <span>{t('recencyHigh')}</span>
            <b>{t('recency')} →</b>
            <span>{t('recencyLow')}</span>
          </div>
          <div className={classes.grid}>
            {high.flatMap((recency) =>
              low.map((frequency) => {
                const cell = report.cells.find(
                  (one) => one.recency === recency && one.frequency === frequency,
                );
                const group = cell && groups.get(cell.group);
                if (!cell || !group) return null;
                const { condition } = group;
                return (
                  <button
                    key={`${recency}${frequency}`}
                    type="button"
                    className={classes.cell}
                    data-value={cell.value}
                    data-group={cell.group}
                    data-near={near === cell.group || undefined}
                    disabled={!condition}
                    style={{ '--weight': `${40 + Math.round((cell.customers / most) * 60)}%` }}
                    onPointerEnter={() => setNear(cell.group)}
                    onPointerLeave={() => setNear(null)}
                    onFocus={() => setNear(cell.group)}
                    onBlur={() => setNear(null)}
                    onClick={() => condition && onOpen({ title: group.name[language], condition })}
                  >
                    <span className={names.get(cell.group) === cell ? classes.name : 'sr-only'}>
                      {group.name[language]}{' '}
                    </span>
                    <span className={classes.count}>{format.number(cell.customers)}</span>
                    <span className="sr-only">
                      {t('cell', { r: recency, f: frequency, revenue: format.money(cell.revenue) })}
                    </span>
                  </button>
                );
              }),
            )}
          </div>
          <div className={classes.horizontal} aria-hidden>
            <span>{t('frequencyLow')}</span>
            <b>{t('frequency')} →</b>
            <span>{t('frequencyHigh')}</span>
          </div>
        </div>
      </Stack>
    </Surface>
  );
}
