import { api } from '../api/api.ts';

/** The sign-in library's endpoints that the console uses, as plain calls. */
export const auth = {
  /** Resolves to 'code' when a code from the authenticator app is needed next. */
  async signIn(email: string, password: string): Promise<'in' | 'code'> {
    const answer = await api.post<{ twoFactorRedirect?: boolean }>('/api/auth/sign-in/email', {
      body: { email, password },
    });
    return answer.twoFactorRedirect ? 'code' : 'in';
  },
  verifyTotp: (code: string) => api.post('/api/auth/two-factor/verify-totp', { body: { code } }),
  verifyBackupCode: (code: string) =>
    api.post('/api/auth/two-factor/verify-backup-code', { body: { code } }),
  enableTotp: (password: string) =>
    api.post<{ totpURI: string; backupCodes: string[] }>('/api/auth/two-factor/enable', {
      body: { password },
    }),
  disableTotp: (password: string) =>
    api.post('/api/auth/two-factor/disable', { body: { password } }),
  changePassword: (currentPassword: string, newPassword: string) =>
    api.post('/api/auth/change-password', {
      body: { currentPassword, newPassword, revokeOtherSessions: true },
    }),
};
