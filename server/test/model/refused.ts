import type { ErrorCode } from '@quen/contracts/errors.ts';

/** What the model refuses; it has then changed nothing. */
export class Refused extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}
