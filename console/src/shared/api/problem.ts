import { QuenError } from '@quen/client';
import type { Language } from '../i18n/i18n.ts';

const unreadable = {
  vi: 'Máy chủ trả lời không đúng dạng. Vui lòng thử lại.',
  en: 'The server gave an unreadable answer. Try again.',
};

/** The sentence to show for anything that was thrown. */
export function problemText(error: unknown, language: Language): string {
  return error instanceof QuenError ? error.text[language] : unreadable[language];
}

/** Whether the server refused for this reason. */
export function isRefusal(error: unknown, ...codes: QuenError['code'][]): error is QuenError {
  return error instanceof QuenError && codes.includes(error.code);
}
