import { Readable } from 'node:stream';
import { type ErrorCode, errorCatalogue } from '@quen/contracts/errors.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { csvCell } from '../../platform/csv.ts';
import type { Database, Tenant } from '../../platform/db.ts';
import { fillText } from '../../platform/errors.ts';
import type { Problem } from './kind.ts';
import { selectRejects } from './store.ts';

const heading = { vi: 'Lý do bị từ chối', en: 'Reason rejected' } as const;
const isHeading = (column: string) => Object.values(heading).some((h) => h === column);
const PAGE = 1000;

/** The reason of a rejected row as a sentence, in both languages. */
export function reasonOf({ code, details }: Problem): LocalText {
  const entry = errorCatalogue[code as ErrorCode] ?? errorCatalogue.invalid_input;
  return { vi: fillText(entry.vi, details, 'vi'), en: fillText(entry.en, details, 'en') };
}

/**
 * The rejected rows of an import as CSV: the columns of the file and one with the reason, to be
 * fixed and imported again. (The reason of an earlier round makes room for the new one.)
 */
export function rejectsCsv(
  db: Database,
  tenant: Tenant,
  actor: string,
  given: { id: string; columns: readonly string[] },
  locale: 'vi' | 'en',
): Readable {
  const kept = given.columns.flatMap((column, i) => (isHeading(column) ? [] : [i]));
  async function* lines(): AsyncGenerator<string> {
    const names = kept.map((i) => csvCell(given.columns[i] ?? ''));
    yield `\u{feff}${[...names, heading[locale]].join(',')}\r\n`;
    let after = 0;
    for (;;) {
      const rows = await db.tx(tenant, actor, (tx) => selectRejects(tx, given.id, after, PAGE));
      let text = '';
      for (const row of rows) {
        const cells = kept.map((i) => csvCell(row.cells[i] ?? ''));
        text += `${[...cells, csvCell(reasonOf(row)[locale])].join(',')}\r\n`;
      }
      if (text) yield text;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.no;
    }
  }
  return Readable.from(lines());
}
