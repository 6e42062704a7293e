import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db.ts';
import { testDatabase } from '../../test/harness.ts';
import { normaliseEmail, plainName, tidyName } from './names.ts';

const { db } = await testDatabase();

const letters = [
  ...'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ',
];
const name = fc
  .array(fc.constantFrom(...letters, ...letters.map((l) => l.toUpperCase()), ' '), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('plainName', () => {
  it('reads names as a hurried cashier types them', () => {
    expect(plainName('Đặng Thị Ngọc Ánh')).toBe('dang thi ngoc anh');
    expect(plainName('NGUYỄN  Văn  Ưng')).toBe('nguyen van ung');
  });

  it('agrees with quen_plain() in SQL, composed or decomposed', async () => {
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        const row = await db.global((q) =>
          q.one<{ c: string; d: string }>(sql`
            select quen_plain(${tidyName(text)}::text) as c,
                   quen_plain(${tidyName(text).normalize('NFD')}::text) as d`),
        );
        expect(row).toEqual({ c: plainName(text), d: plainName(text) });
      }),
      { numRuns: 200 },
    );
  });
});

describe('normaliseEmail', () => {
  it('keeps addresses in lower case', () => {
    expect(normaliseEmail(' An.Nguyen@Example.COM ')).toBe('an.nguyen@example.com');
    expect(normaliseEmail('không phải e-mail')).toBeUndefined();
    expect(normaliseEmail('a@b')).toBeUndefined();
    expect(normaliseEmail(`${'a'.repeat(250)}@example.com`)).toBeUndefined();
  });
});
