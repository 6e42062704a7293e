import type { Journey, JourneyStep } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { overEveryone } from '../conditions/index.ts';
import { contactsOf } from '../customers/index.ts';
import { reachOf } from '../messaging/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { entering } from './enter.ts';
import { countMatching, drawn } from './store/runs.ts';

/** People shown by name. */
const SAMPLE = 10;

/**
 * What starting a journey now would do: who would enter, who of them is held out, and how many of
 * the rest the guard would pass over. Nothing is written.
 */
export async function previewJourney(tx: Tx, wanted: string | Journey) {
  const { document } = await currentProgramme(tx);
  const journey =
    typeof wanted === 'string' ? document.journeys.find((j) => j.key === wanted) : wanted;
  if (!journey) throw new DomainError('journey_unknown');
  const who = entering(tx, journey);
  const { people, matching } = await overEveryone(tx, async () => ({
    people: await drawn(tx, who, journey.holdoutPercent),
    matching: await countMatching(tx, who),
  }));
  const treated = people.filter((p) => p.arm === 'treated').map((p) => p.id);
  const message = firstMessage(journey);
  const template = document.templates.find((t) => t.key === message?.template);
  const reach = await reachOf(
    tx,
    treated,
    template?.channel ?? 'email',
    template?.purpose ?? 'marketing',
  );
  const sampled = people.slice(0, SAMPLE).map((p) => p.id);
  const contacts = await contactsOf(tx, sampled, 'email');
  return {
    matching,
    entering: people.length,
    holdout: people.length - treated.length,
    treated: treated.length,
    reachable: reach.reachable,
    skipped: reach.skipped,
    messages: journey.steps.filter((step) => step.kind === 'message').length * reach.reachable,
    sample: sampled.map((id) => ({ id, fullName: contacts.get(id)?.fullName ?? null })),
  };
}

/** The message most people get first: along the waits, and the "yes" side of branches. */
function firstMessage(journey: Journey): Extract<JourneyStep, { kind: 'message' }> | undefined {
  let key: string | null = journey.first;
  for (let hop = 0; key !== null && hop < journey.steps.length; hop++) {
    const step = journey.steps.find((s) => s.key === key);
    if (!step) return undefined;
    if (step.kind === 'message') return step;
    key = step.kind === 'branch' ? (step.yes ?? step.no) : step.next;
  }
  return undefined;
}
