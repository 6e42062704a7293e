/**
 * What was typed, if it can be a phone number or an e-mail address. The server decides what it
 * really is; this only spares a member a round trip over an obvious slip.
 */
export function cleanDestination(text: string): string | undefined {
  const clean = text.normalize('NFKC').trim();
  if (clean.includes('@')) return /^\S+@\S+\.\S+$/.test(clean) ? clean : undefined;
  const digits = clean.replace(/[\s().-]/g, '');
  return /^\+?\d{9,15}$/.test(digits) ? digits : undefined;
}
