import type { Journey, Programme } from '@quen/contracts/programme.ts';
import { checkCondition, type Report } from './report.ts';

/** Steps, letters and vouchers a journey refers to are there, and it ends. */
export function checkJourneys(programme: Programme, report: Report): void {
  const letters = new Set(programme.templates.map((t) => t.key));
  const campaigns = new Set(programme.vouchers.map((v) => v.key));
  programme.journeys.forEach((journey, i) => {
    const at = `/journeys/${i}`;
    checkCondition(`${at}/entry`, journey.entry, report);
    const steps = new Set(journey.steps.map((s) => s.key));
    if (steps.size !== journey.steps.length)
      report(`${at}/steps`, 'có hai bước trùng khóa', 'have one key twice');
    const target = (path: string, key: string | null) => {
      if (key !== null && !steps.has(key))
        report(
          path,
          `dẫn đến bước “${key}” không có`,
          `leads to a step “${key}” that is not there`,
        );
    };
    target(`${at}/first`, journey.first);
    journey.steps.forEach((step, k) => {
      const path = `${at}/steps/${k}`;
      if (step.kind === 'branch') {
        checkCondition(`${path}/when`, step.when, report);
        target(`${path}/yes`, step.yes);
        target(`${path}/no`, step.no);
        return;
      }
      target(`${path}/next`, step.next);
      if (step.kind !== 'message') return;
      if (!letters.has(step.template)) gone(report, `${path}/template`, step.template);
      if (step.voucher !== null && !campaigns.has(step.voucher))
        gone(report, `${path}/voucher`, step.voucher);
    });
    const round = circle(journey);
    if (round !== null)
      report(`${at}/steps`, `quay vòng ở bước “${round}”`, `come back to the step “${round}”`);
  });
}

function gone(report: Report, path: string, key: string): void {
  report(path, `“${key}” không còn trong chương trình`, `“${key}” does not exist any more`);
}

/** A step that leads back to itself; null where the journey ends on every way. */
function circle(journey: Journey): string | null {
  const byKey = new Map(journey.steps.map((s) => [s.key, s]));
  // Each step is left once: a journey of many branches has far more ways than steps.
  const ended = new Set<string>();
  const walk = (key: string | null, above: ReadonlySet<string>): string | null => {
    const step = key === null || ended.has(key) ? undefined : byKey.get(key);
    if (!step) return null;
    if (above.has(step.key)) return step.key;
    const more = new Set([...above, step.key]);
    const ways = step.kind === 'branch' ? [step.yes, step.no] : [step.next];
    for (const way of ways) {
      const round = walk(way, more);
      if (round !== null) return round;
    }
    ended.add(step.key);
    return null;
  };
  return walk(journey.first, new Set());
}
