import type { Programme } from '@quen/contracts/programme.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { DomainError } from '../../../platform/errors.ts';
import { formProblems } from './form.ts';
import { checkCondition, type Report } from './report.ts';
import { checkJourneys } from './validate-journeys.ts';
import { both, numberOf, wordsOf } from './words.ts';

/** One place of a document that is wrong. */
export interface ProgrammeProblem {
  /** Where, as a JSON pointer: /tiers/1/keep. */
  path: string;
  /** A whole sentence that names the place as the editor does. */
  message: LocalText;
}

/** A document that is wrong everywhere is told so at this many places. */
const MOST = 100;
/** So many are said in the one sentence of the refusal. */
const SAID = 3;

/**
 * Checks a programme document: its form, and that everything it refers to is there. Throws
 * programme_invalid with every place that is wrong. Amounts are said in the business's currency.
 */
export function parseProgramme(raw: unknown, currency: string): Programme {
  const problems: ProgrammeProblem[] = [];
  const report: Report = (path, vi, en) => {
    if (problems.length >= MOST || problems.some((known) => known.path === path)) return;
    const { thing, field } = wordsOf(path, raw);
    const says = { vi, en };
    const message = both((locale) => {
      const subject = [thing[locale], field[locale]].filter(Boolean).join(': ');
      return `${subject} ${says[locale]}.`;
    });
    problems.push({ path, message });
  };
  const form = formProblems(raw, currency);
  for (const { path, says } of form) report(path, says.vi, says.en);
  if (form.every(({ readable }) => readable)) checkSense(raw as Programme, currency, report);
  if (problems.length > 0) throw invalid(problems);
  return raw as Programme;
}

function invalid(problems: ProgrammeProblem[]): DomainError {
  const summary = both((locale) => {
    const said = problems.slice(0, SAID).map(({ message }) => message[locale]);
    const more = problems.length - SAID;
    if (more > 0) said.push(locale === 'vi' ? `Còn ${more} chỗ nữa.` : `And ${more} more.`);
    return said.join(' ');
  });
  return new DomainError('programme_invalid', {
    path: problems[0]?.path,
    problem: problems[0]?.message.en,
    problems,
    summaryVi: summary.vi,
    summaryEn: summary.en,
  });
}

/** What no schema can say: that names are there, and numbers fit together. */
function checkSense(programme: Programme, currency: string, report: Report): void {
  checkUnique(programme, report);
  checkEarning(programme, report);
  checkTiers(programme, currency, report);
  checkVouchers(programme, report);
  checkJourneys(programme, report);
  const { rfm } = programme;
  if (rfm.lostDays <= rfm.dormantDays) {
    const { vi, en } = numberOf('lostDays', rfm.dormantDays, currency);
    report(
      '/rfm/lostDays',
      `phải lớn hơn số ngày coi là ngủ đông (${vi})`,
      `must be more than the days until dormant (${en})`,
    );
  }
}

function checkUnique(programme: Programme, report: Report): void {
  const lists = ['wallets', 'earnRules', 'tiers', 'vouchers', 'templates', 'journeys'] as const;
  for (const list of lists) {
    const seen = new Set<string>();
    programme[list].forEach(({ key }, i) => {
      if (seen.has(key))
        report(`/${list}/${i}/key`, `“${key}” bị dùng hai lần`, `“${key}” is used twice`);
      seen.add(key);
    });
  }
}

function checkEarning(programme: Programme, report: Report): void {
  const wallets = new Set(programme.wallets.map((w) => w.key));
  const wallet = (path: string, key: string) => {
    if (!wallets.has(key))
      report(path, `“${key}” không có trong chương trình`, `“${key}” does not exist`);
  };
  programme.earnRules.forEach((rule, i) => {
    wallet(`/earnRules/${i}/wallet`, rule.wallet);
    if (rule.when) checkCondition(`/earnRules/${i}/when`, rule.when, report);
  });
  if (programme.redemption) wallet('/redemption/wallet', programme.redemption.wallet);
}

function checkTiers({ tiers }: Programme, currency: string, report: Report): void {
  const money = (amount: number) => numberOf('threshold', amount, currency);
  tiers.forEach((level, i) => {
    if (level.keep > level.threshold) {
      const { vi, en } = money(level.threshold);
      report(
        `/tiers/${i}/keep`,
        `không được cao hơn mức lên hạng (${vi})`,
        `may not exceed the spend to reach it (${en})`,
      );
    }
    const below = tiers[i - 1];
    if (below && level.threshold <= below.threshold) {
      const { vi, en } = money(below.threshold);
      report(
        `/tiers/${i}/threshold`,
        `phải cao hơn của hạng đứng trước (${vi})`,
        `must be more than that of the tier before (${en})`,
      );
    }
    if (below && level.keep < below.keep) {
      const { vi, en } = money(below.keep);
      report(
        `/tiers/${i}/keep`,
        `không được thấp hơn của hạng đứng trước (${vi})`,
        `may not be less than that of the tier before (${en})`,
      );
    }
  });
}

function checkVouchers(programme: Programme, report: Report): void {
  programme.vouchers.forEach((campaign, i) => {
    const { validFrom, validUntil } = campaign;
    if (validFrom && validUntil && Date.parse(validFrom) >= Date.parse(validUntil)) {
      report(
        `/vouchers/${i}/validUntil`,
        'không được trước ngày bắt đầu',
        'may not be before the first day',
      );
    }
    if (campaign.when) checkCondition(`/vouchers/${i}/when`, campaign.when, report);
  });
}
