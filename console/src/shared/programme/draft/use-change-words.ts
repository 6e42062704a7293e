import type { Programme } from '@quen/contracts/programme.ts';
import { useTexts } from '../../i18n/texts.ts';
import type { LocalText } from '../../lib/local-text.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Change } from './publish-queries.ts';
import { fieldTexts, sectionTexts, texts } from './texts.ts';

type Documents = { before: Programme; after: Programme };
const money = new Set(['per', 'threshold', 'keep', 'value', 'minBill', 'amount', 'cap']);
const prose = new Set(['when', 'entry', 'body', 'steps', 'benefits']);
const lists = ['wallets', 'earnRules', 'tiers', 'vouchers', 'templates', 'journeys'] as const;

/** How a difference between two programmes is said. */
export function useChangeWords({ before, after }: Documents) {
  const { t, language } = useTexts(texts);
  const sections = useTexts(sectionTexts);
  const fields = useTexts(fieldTexts);
  const format = useFormat();

  /** "hạng Vàng", "giờ & tần suất gửi tin". */
  function thing(section: string, key: string | null): string {
    const name = sections.t(section as Parameters<typeof sections.t>[0]);
    if (key === null) return name;
    const list = lists.find((one) => one === section);
    const entries: { key: string; name: LocalText }[] = list
      ? [...after[list], ...before[list]]
      : [];
    const at = entries.findIndex((one) => one.key === key);
    const written = entries[at]?.name;
    const called = written?.[language].trim() || written?.vi.trim() || written?.en.trim();
    if (called) return `${name} “${called}”`;
    return at < 0 ? `${name} “${key}”` : t('unnamed', { thing: name, n: at + 1 });
  }

  /** The field as the editor calls it; the part after the first dot only where it is a language. */
  function field(path: string): string {
    const [head = '', ...rest] = path.split('.');
    const word = fields.t(head as Parameters<typeof fields.t>[0]);
    const tail = rest.at(-1);
    return tail === 'vi' || tail === 'en' ? `${word} (${tail.toUpperCase()})` : word;
  }

  function value(path: string, raw: unknown): string {
    if (raw === null || raw === undefined || raw === '') return t('empty');
    const last = path.split('.').at(-1) ?? '';
    if (typeof raw === 'number') return money.has(last) ? format.money(raw) : format.number(raw);
    if (typeof raw === 'string') return /^\d{4}-\d\d-\d\dT/.test(raw) ? format.date(raw) : raw;
    return t('contentChanged');
  }

  function line(change: Change): string {
    const path = change.field ?? '';
    if (!path) return `${value('', change.before)} → ${value('', change.after)}`;
    const name = field(path);
    if (prose.has(path.split('.')[0] ?? '')) return `${name}: ${t('contentChanged')}`;
    return `${name}: ${value(path, change.before)} → ${value(path, change.after)}`;
  }

  return { thing, line };
}
