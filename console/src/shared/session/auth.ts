import { QuenError } from '@quen/client';

/** One call of the sign-in library, which lives beside the API and has its own error bodies. */
async function call<T>(path: string, body: Record<string, unknown>): Promise<T> {
  const response = await fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new QuenError({ status: 0 });
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const { code, message } = answer as { code?: string; message?: unknown };
  // Only our own mapper writes a text in both languages; the library's English is for developers.
  throw typeof message === 'object'
    ? new QuenError({ ...(answer as object), status: response.status })
    : new QuenError({
        status: response.status,
        code: response.status === 429 ? 'too_many_requests' : 'unauthenticated',
        ...(code ? { details: { code } } : {}),
      });
}

export const auth = {
  /** Resolves to 'code' when a code from the authenticator app is needed next. */
  async signIn(email: string, password: string): Promise<'in' | 'code'> {
    const answer = await call<{ twoFactorRedirect?: boolean }>('/sign-in/email', {
      email,
      password,
    });
    return answer.twoFactorRedirect ? 'code' : 'in';
  },
  signOut: () => call('/sign-out', {}),
  verifyTotp: (code: string) => call('/two-factor/verify-totp', { code }),
  verifyBackupCode: (code: string) => call('/two-factor/verify-backup-code', { code }),
  enableTotp: (password: string) =>
    call<{ totpURI: string; backupCodes: string[] }>('/two-factor/enable', { password }),
  disableTotp: (password: string) => call('/two-factor/disable', { password }),
  changePassword: (currentPassword: string, newPassword: string) =>
    call('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
};
