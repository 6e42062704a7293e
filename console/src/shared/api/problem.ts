import type { ErrorCode } from '@quen/contracts/errors.ts';
import type { Language } from '../i18n/i18n.ts';

/** What the server said when it refused (RFC 9457), or that it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ErrorCode | 'offline';
  readonly texts: Record<Language, string>;
  readonly details: Record<string, unknown>;
  readonly requestId: string | undefined;

  constructor(init: {
    status: number;
    code: ErrorCode | 'offline';
    texts: Record<Language, string>;
    details?: Record<string, unknown>;
    requestId?: string;
  }) {
    super(init.texts.en);
    this.name = 'Problem';
    this.status = init.status;
    this.code = init.code;
    this.texts = init.texts;
    this.details = init.details ?? {};
    this.requestId = init.requestId;
  }
}

const unreadable = {
  vi: 'Máy chủ trả lời không đúng dạng. Vui lòng thử lại.',
  en: 'The server gave an unreadable answer. Try again.',
};

export const offline = () =>
  new Problem({
    status: 0,
    code: 'offline',
    texts: {
      vi: 'Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.',
      en: 'The server cannot be reached. Check the network and try again.',
    },
  });

interface ProblemBody {
  code?: ErrorCode;
  message?: Record<Language, string> | string;
  details?: Record<string, unknown>;
  requestId?: string;
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const texts =
    typeof body.message === 'object'
      ? body.message
      : body.message
        ? { vi: body.message, en: body.message }
        : unreadable;
  return new Problem({
    status: response.status,
    code: body.code ?? 'internal',
    texts,
    ...(body.details ? { details: body.details } : {}),
    ...(body.requestId ? { requestId: body.requestId } : {}),
  });
}

/** The sentence to show for anything that was thrown. */
export function problemText(error: unknown, language: Language): string {
  return error instanceof Problem ? error.texts[language] : unreadable[language];
}
