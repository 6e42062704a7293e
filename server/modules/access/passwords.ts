import { hashPassword } from 'better-auth/crypto';
import { DomainError } from '../../platform/errors.ts';
import { humanCode } from '../../platform/ids.ts';

/** Passwords shorter than this are refused. */
export const MIN_PASSWORD = 10;

/** 80 random bits in groups people can type. */
export const newPassword = (): string => (humanCode(16).match(/.{4}/g) as string[]).join('-');

/** The hash the sign-in library checks against. Throws invalid_input for a short password. */
export async function passwordHash(password: string): Promise<string> {
  if (password.length < MIN_PASSWORD) {
    throw new DomainError('invalid_input', {
      problem: `a password has at least ${MIN_PASSWORD} characters`,
    });
  }
  return hashPassword(password);
}
