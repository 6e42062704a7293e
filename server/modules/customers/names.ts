/** A name as it is kept: NFC, single spaces, no control characters, at most 200 characters. */
export function tidyName(text: string): string {
  const tidy = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return tidy.slice(0, 200).trim().toWellFormed();
}

/**
 * The form names are searched by: lower case without marks ("Đặng Thị Ngọc Ánh" → "dang thi ngoc
 * anh"). Equal to quen_plain() in SQL for Latin letters, which customers.search_name is made of.
 */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/\s+/gu, ' ')
    .trim();
}

const address = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+\.[^\s@<>(),;:"\\.]{2,}$/u;

/** An e-mail address as it is kept (lower case), or undefined where the text is not one. */
export function normaliseEmail(text: string): string | undefined {
  const tidy = text.normalize('NFKC').trim().toLowerCase();
  return tidy.length <= 254 && address.test(tidy) ? tidy : undefined;
}
