import { Programme } from '@quen/contracts/programme.ts';
import { Compile } from 'typebox/compile';
import { DomainError } from '../../../platform/errors.ts';
import { parseCondition } from '../../conditions/index.ts';

const schema = Compile(Programme);

const refuse = (path: string, problem: string): never => {
  throw new DomainError('programme_invalid', { path, problem });
};

/**
 * Checks a programme document: its form, and that everything it refers to is there. Throws
 * programme_invalid naming the first place that is wrong.
 */
export function parseProgramme(raw: unknown): Programme {
  if (!schema.Check(raw)) {
    const first = schema.Errors(raw)[0];
    refuse(first?.instancePath || '/', first?.message ?? 'is not a programme document');
  }
  const programme = raw as Programme;
  checkUnique(programme);
  checkEarning(programme);
  checkTiers(programme);
  checkVouchers(programme);
  checkJourneys(programme);
  if (programme.rfm.lostDays <= programme.rfm.dormantDays) {
    refuse('/rfm/lostDays', 'must be more than dormantDays');
  }
  return programme;
}

function checkUnique(programme: Programme): void {
  const lists = ['wallets', 'earnRules', 'tiers', 'vouchers', 'templates', 'journeys'] as const;
  for (const list of lists) {
    const seen = new Set<string>();
    programme[list].forEach(({ key }, i) => {
      if (seen.has(key)) refuse(`/${list}/${i}/key`, `"${key}" is used twice`);
      seen.add(key);
    });
  }
}

function checkEarning(programme: Programme): void {
  const wallets = new Set(programme.wallets.map((w) => w.key));
  programme.earnRules.forEach((rule, i) => {
    if (!wallets.has(rule.wallet))
      refuse(`/earnRules/${i}/wallet`, `there is no wallet "${rule.wallet}"`);
    if (rule.when) checkCondition(`/earnRules/${i}/when`, rule.when);
  });
  if (programme.redemption && !wallets.has(programme.redemption.wallet)) {
    refuse('/redemption/wallet', `there is no wallet "${programme.redemption.wallet}"`);
  }
}

function checkTiers({ tiers }: Programme): void {
  tiers.forEach((level, i) => {
    if (level.keep > level.threshold) refuse(`/tiers/${i}/keep`, 'may not exceed the threshold');
    const below = tiers[i - 1];
    if (below && level.threshold <= below.threshold) {
      refuse(`/tiers/${i}/threshold`, 'must be more than the level below');
    }
    if (below && level.keep < below.keep)
      refuse(`/tiers/${i}/keep`, 'must not be less than the level below');
  });
}

function checkVouchers(programme: Programme): void {
  programme.vouchers.forEach((campaign, i) => {
    const { validFrom, validUntil } = campaign;
    if (validFrom && validUntil && Date.parse(validFrom) >= Date.parse(validUntil)) {
      refuse(`/vouchers/${i}/validUntil`, 'must be after validFrom');
    }
    if (campaign.when) checkCondition(`/vouchers/${i}/when`, campaign.when);
  });
}

function checkJourneys(programme: Programme): void {
  const templates = new Set(programme.templates.map((t) => t.key));
  const campaigns = new Set(programme.vouchers.map((v) => v.key));
  programme.journeys.forEach((journey, i) => {
    const at = `/journeys/${i}`;
    checkCondition(`${at}/entry`, journey.entry);
    const steps = new Set(journey.steps.map((s) => s.key));
    if (steps.size !== journey.steps.length) refuse(`${at}/steps`, 'two steps have the same key');
    const target = (path: string, key: string | null) => {
      if (key !== null && !steps.has(key)) refuse(path, `there is no step "${key}"`);
    };
    target(`${at}/first`, journey.first);
    journey.steps.forEach((step, k) => {
      const path = `${at}/steps/${k}`;
      if (step.kind === 'branch') {
        checkCondition(`${path}/when`, step.when);
        target(`${path}/yes`, step.yes);
        target(`${path}/no`, step.no);
        return;
      }
      target(`${path}/next`, step.next);
      if (step.kind !== 'message') return;
      if (!templates.has(step.template))
        refuse(`${path}/template`, `there is no template "${step.template}"`);
      if (step.voucher !== null && !campaigns.has(step.voucher)) {
        refuse(`${path}/voucher`, `there is no voucher campaign "${step.voucher}"`);
      }
    });
    checkEnds(at, journey);
  });
}

/** A journey must end: steps may not form a circle. */
function checkEnds(path: string, journey: Programme['journeys'][number]): void {
  const byKey = new Map(journey.steps.map((s) => [s.key, s]));
  const walk = (key: string | null, seen: ReadonlySet<string>): void => {
    if (key === null) return;
    if (seen.has(key)) refuse(path, `the step "${key}" comes back to itself`);
    const step = byKey.get(key);
    if (!step) return;
    const more = new Set([...seen, key]);
    if (step.kind === 'branch') {
      walk(step.yes, more);
      walk(step.no, more);
    } else walk(step.next, more);
  };
  walk(journey.first, new Set());
}

function checkCondition(path: string, raw: unknown): void {
  try {
    parseCondition(raw);
  } catch (error) {
    if (error instanceof DomainError) refuse(path, String(error.details.problem ?? error.message));
    throw error;
  }
}
