import type { LocalText } from '@quen/contracts/text.ts';

/** What a person is called by: in Vietnam the last word of the full name ("Đặng Thị Ngọc Ánh" → Ánh). */
export function firstNameOf(fullName: string | null): string {
  return fullName?.trim().split(/\s+/).at(-1) ?? '';
}

const byGender: Record<string, string> = { female: 'chị', male: 'anh' };

/**
 * How to address a member after "Chào": "chị Ánh", "anh Minh", "bạn". The salutation the shop
 * keeps comes first; a gender only stands in for it.
 */
export function greetingOf(person: {
  fullName: string | null;
  salutation: string | null;
  gender: string | null;
}): LocalText {
  const name = firstNameOf(person.fullName);
  const called = person.salutation?.trim().toLocaleLowerCase('vi') || byGender[person.gender ?? ''];
  return { vi: `${called ?? 'bạn'} ${name}`.trim(), en: name };
}
