import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { isRefusal } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { DraftBar } from '../../shared/programme/draft/draft-bar.tsx';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { BackLink } from '../../shared/ui/back-link.tsx';
import { Lines } from '../../shared/ui/loaded.tsx';
import { NotThere } from '../../shared/ui/not-there.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { JourneyControls } from './journey-controls.tsx';
import { journeyQuery } from './journey-queries.ts';
import { MessageLog } from './message-log.tsx';
import { Report } from './report.tsx';
import { RunList } from './run-list.tsx';
import { texts } from './texts.ts';

const FlowTab = lazy(() => import('./flow-tab.tsx').then((m) => ({ default: m.FlowTab })));
const LettersTab = lazy(() => import('./letters-tab.tsx').then((m) => ({ default: m.LettersTab })));

export function JourneyView({ journeyKey }: { journeyKey: string }) {
  const { t, language } = useTexts(texts);
  const { document, published } = useDraft();
  const isPublished = published.journeys.some(({ key }) => key === journeyKey);
  const query = useQuery(journeyQuery(journeyKey));
  const drafted = document.journeys.find(({ key }) => key === journeyKey);
  const report = query.data;
  const [tab, setTab] = useState<string | null>(isPublished ? 'results' : 'flow');
  const [letter, setLetter] = useState<string | null>(null);
  // A journey that is only drafted has no report yet, and that is no failure.
  const failed = query.error && !(drafted && isRefusal(query.error, 'journey_unknown'));
  return (
    <Page
      title={(drafted ?? report)?.name[language] ?? t('title')}
      lead={report?.sentence[language] ?? (drafted ? t('draftHint') : null)}
      back={<BackLink to="/journeys">{t('backToList')}</BackLink>}
      actions={report ? <JourneyControls report={report} /> : null}
    >
      {failed ? (
        isRefusal(query.error, 'journey_unknown') ? (
          <NotThere />
        ) : (
          <ProblemView error={query.error} onRetry={() => query.refetch()} />
        )
      ) : null}
      {report && !report.inProgramme ? (
        <Text c="var(--quen-warn)" mb="md">
          {t('gone')}
        </Text>
      ) : null}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="lg">
          {report ? <Tabs.Tab value="results">{t('results')}</Tabs.Tab> : null}
          {drafted ? <Tabs.Tab value="flow">{t('flow')}</Tabs.Tab> : null}
          {drafted ? <Tabs.Tab value="letters">{t('letters')}</Tabs.Tab> : null}
          {report ? <Tabs.Tab value="people">{t('people')}</Tabs.Tab> : null}
          {report ? <Tabs.Tab value="log">{t('log')}</Tabs.Tab> : null}
        </Tabs.List>
        <Suspense fallback={<Lines count={8} />}>
          <Tabs.Panel value="results">
            {report ? <Report report={report} /> : <Lines count={6} />}
          </Tabs.Panel>
          {drafted ? (
            <>
              <Tabs.Panel value="flow">
                <FlowTab
                  journey={drafted}
                  onLetter={(template) => {
                    setLetter(template);
                    setTab('letters');
                  }}
                />
              </Tabs.Panel>
              <Tabs.Panel value="letters">
                <LettersTab journey={drafted} initial={letter} />
              </Tabs.Panel>
            </>
          ) : null}
          <Tabs.Panel value="people">
            <RunList journeyKey={journeyKey} />
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <MessageLog journeyKey={journeyKey} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
      {tab === 'flow' || tab === 'letters' ? <DraftBar /> : null}
    </Page>
  );
}
