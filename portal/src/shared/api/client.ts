import { createClient, type QuenClient, QuenError } from '@quen/client';
import type { Locale, LocalText } from '@quen/contracts/text.ts';
import { sessionEnded } from './session.ts';

/** Slow networks are part of the plan, dead ones are not: after this the phone counts as offline. */
const TIMEOUT_MS = 12_000;

const clients = new Map<string, QuenClient>();

/** The API, as a member of this business: a session of another one does not count here. */
export function clientOf(slug: string): QuenClient {
  let client = clients.get(slug);
  if (!client) {
    client = createClient({
      business: slug,
      fetch: async (request) => {
        const answer = await fetch(request, {
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        // Whatever was asked as a member: the session is over, or there never was one.
        if (answer.status === 401 && new URL(request.url).pathname.startsWith('/v1/member/')) {
          sessionEnded(slug);
        }
        return answer;
      },
    });
    clients.set(slug, client);
  }
  return client;
}

const unreachable: LocalText = {
  vi: 'Không có kết nối. Kiểm tra mạng rồi thử lại nhé.',
  en: 'No connection. Check the network and try again.',
};
const trouble: LocalText = {
  vi: 'Có trục trặc phía chúng tôi. Bạn thử lại sau ít phút nhé.',
  en: 'Something went wrong on our side. Please try again in a few minutes.',
};

/** The sentence to show for anything that was thrown. Faults of ours are not members' business. */
export function problemText(error: unknown, locale: Locale): string {
  if (isOffline(error)) return unreachable[locale];
  if (error instanceof QuenError && error.status < 500) return error.text[locale];
  return trouble[locale];
}

export const isOffline = (error: unknown): boolean =>
  error instanceof QuenError && error.status === 0;

export const isNotFound = (error: unknown): boolean =>
  error instanceof QuenError && error.status === 404;

export const isCode = (error: unknown, code: QuenError['code']): boolean =>
  error instanceof QuenError && error.code === code;

/** Seconds to wait, where the server said so. */
export function retryAfterOf(error: unknown): number {
  const seconds = error instanceof QuenError ? Number(error.details.retryAfterSeconds) : 0;
  return Number.isFinite(seconds) ? seconds : 0;
}
