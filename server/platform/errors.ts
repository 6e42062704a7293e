import { type ErrorCode, errorCatalogue } from '@quen/contracts/errors.ts';

/**
 * A refusal the caller can do something about. Everything else that is thrown is a fault of ours
 * and becomes a plain 500 without details.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  /** Values the public text names, and what a client may act on. Never personal data or secrets. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
    super(errorCatalogue[code].en);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}

const numbers = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-US') };

/** Fills the {placeholders} of a text in a language from the details; numbers as they are read in it. */
export function fillText(
  text: string,
  details: Record<string, unknown>,
  language: 'vi' | 'en',
): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => {
    if (!(key in details)) return whole;
    const value = details[key];
    return typeof value === 'number' ? numbers[language].format(value) : String(value);
  });
}

export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  /** The same sentence in both languages, so that a till may read out either. */
  message: { vi: string; en: string };
  requestId?: string;
  [key: string]: unknown;
}

/** RFC 9457 problem details. */
export function problemOf(error: DomainError, requestId?: string): ProblemDetails {
  const entry = errorCatalogue[error.code];
  const message = {
    vi: fillText(entry.vi, error.details, 'vi'),
    en: fillText(entry.en, error.details, 'en'),
  };
  return {
    type: `/docs/errors#${error.code}`,
    title: entry.title,
    status: entry.status,
    code: error.code,
    detail: message.en,
    message,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
    ...(requestId ? { requestId } : {}),
  };
}

/** For places the types already rule out, and for invariants that stay checked in production. */
export function invariant(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(`Invariant broken: ${what}`);
}
