import type { Journey } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { messageCounts } from '../messaging/index.ts';
import { programmeVersion } from '../programme/index.ts';
import { type Arm, liftOf, SUSPICIOUS_P, sampleRatio } from './domain/lift.ts';
import { sentenceOf } from './domain/sentence.ts';
import { currentJourneys } from './enter.ts';
import { type StartedJourney, sourceOfJourney } from './model.ts';
import { startedJourneys } from './store/journeys.ts';
import {
  type ArmRow,
  armRows,
  entriesByVersion,
  firstWindowEnd,
  listRuns,
  type RunFilter,
  type RunRow,
} from './store/report.ts';

/** 'ready': in the programme, never started. */
export type ShownStatus = StartedJourney['status'] | 'ready';

const noArm: Omit<ArmRow, 'journey' | 'arm'> = {
  people: 0,
  active: 0,
  watched: 0,
  converted: 0,
  revenue: 0,
  revenueSquares: 0,
};
const armOf = (rows: readonly ArmRow[], journey: string, arm: ArmRow['arm']) =>
  rows.find((row) => row.journey === journey && row.arm === arm) ?? noArm;

interface Known {
  key: string;
  journey: Journey;
  started: StartedJourney | undefined;
  /** False where the current programme has it no longer. */
  inProgramme: boolean;
}

/** Journeys of the current programme, and those that were started and taken out of it since. */
async function knownJourneys(tx: Tx): Promise<Known[]> {
  const started = new Map((await startedJourneys(tx)).map((s) => [s.journey, s]));
  const current = await currentJourneys(tx);
  const known = current.map((journey) => ({
    key: journey.key,
    journey,
    started: started.get(journey.key),
    inProgramme: true,
  }));
  for (const [key, row] of started) {
    if (current.some((journey) => journey.key === key)) continue;
    const { document } = await programmeVersion(tx, row.programmeVersion);
    const journey = document.journeys.find((j) => j.key === key);
    if (journey) known.push({ key, journey, started: row, inProgramme: false });
  }
  return known;
}

/** journey_unknown where there is and was none of that key. */
async function knownJourney(tx: Tx, key: string): Promise<Known> {
  const known = (await knownJourneys(tx)).find((k) => k.key === key);
  if (!known) throw new DomainError('journey_unknown');
  return known;
}

/** A page of the people who are or were in a journey, the newest first. journey_unknown. */
export async function journeyRuns(tx: Tx, key: string, filter: RunFilter): Promise<RunRow[]> {
  await knownJourney(tx, key);
  return listRuns(tx, key, filter);
}

const headOf = ({ key, journey, started, inProgramme }: Known) => ({
  key,
  name: journey.name,
  status: (started?.status ?? 'ready') as ShownStatus,
  inProgramme,
  holdoutPercent: journey.holdoutPercent,
  goalDays: journey.goalDays,
  startedAt: started?.startedAt ?? null,
  startedBy: started?.startedBy ?? null,
  stoppedAt: started?.stoppedAt ?? null,
});

/** Every journey with its status and what it did so far. */
export async function journeyList(tx: Tx) {
  const known = await knownJourneys(tx);
  const keys = known.map((k) => k.key);
  const arms = await armRows(tx, keys);
  const counts = await messageCounts(tx, keys.map(sourceOfJourney));
  return known.map((k) => {
    const treated = armOf(arms, k.key, 'treated');
    const holdout = armOf(arms, k.key, 'holdout');
    return {
      ...headOf(k),
      entered: treated.people + holdout.people,
      active: treated.active + holdout.active,
      sent: counts.get(sourceOfJourney(k.key))?.sent ?? 0,
      wonBack: treated.converted,
      revenue: treated.revenue,
    };
  });
}

/** What one journey did, and what of it would not have happened anyway. journey_unknown. */
export async function journeyReport(tx: Tx, key: string) {
  const known = await knownJourney(tx, key);
  const source = sourceOfJourney(key);
  const arms = await armRows(tx, [key]);
  const treated = armOf(arms, key, 'treated');
  const holdout = armOf(arms, key, 'holdout');
  const counts = (await messageCounts(tx, [source])).get(source);
  const ratio = sampleRatio(treated.people, holdout.people, await expectedHoldout(tx, key));
  const lift = liftOf(treated, holdout);
  const watched = treated.watched + holdout.watched;
  return {
    ...headOf(known),
    programmeVersion: known.started?.programmeVersion ?? null,
    entered: treated.people + holdout.people,
    active: treated.active + holdout.active,
    watched,
    messages: counts,
    steps: known.journey.steps.flatMap((step) =>
      step.kind === 'message'
        ? [{ step: step.key, template: step.template, counts: counts?.templates[step.template] }]
        : [],
    ),
    wonBack: treated.converted,
    revenue: treated.revenue,
    arms: { treated: shownArm(treated), holdout: shownArm(holdout) },
    lift,
    sampleRatio: ratio && { ...ratio, suspicious: ratio.p < SUSPICIOUS_P },
    sentence: sentenceOf({
      treated,
      holdout,
      lift,
      sampleRatio: ratio,
      watched,
      firstResultAt: await firstWindowEnd(tx, key),
      now: tx.now,
      currency: tx.tenant.currency,
      timeZone: tx.tenant.timeZone,
    }),
  };
}

const shownArm = ({ people, converted, revenue }: Arm) => ({
  people,
  converted,
  rate: people > 0 ? converted / people : null,
  revenue,
});

/** People the hold-out should have, each version of the programme having had its own share. */
async function expectedHoldout(tx: Tx, key: string): Promise<number> {
  let expected = 0;
  for (const { version, people } of await entriesByVersion(tx, key)) {
    const { document } = await programmeVersion(tx, version);
    const percent = document.journeys.find((j) => j.key === key)?.holdoutPercent ?? 0;
    expected += (people * percent) / 100;
  }
  return expected;
}
