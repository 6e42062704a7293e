import { defineTexts } from '../../shared/i18n/texts.ts';

const vi = {
  title: 'Đăng nhập',
  lead: 'Biết khách, thưởng khách, giữ khách.',
  email: 'E-mail',
  password: 'Mật khẩu',
  submit: 'Đăng nhập',
  codeTitle: 'Mã xác thực',
  codeLead: 'Mở ứng dụng xác thực và nhập mã 6 số của Quen.',
  code: 'Mã 6 số',
  backup: 'Dùng mã dự phòng',
  backupLead: 'Nhập một mã dự phòng bạn đã lưu khi bật xác thực hai bước.',
  backupCode: 'Mã dự phòng',
  useApp: 'Dùng ứng dụng xác thực',
  verify: 'Xác nhận',
  wrong: 'E-mail hoặc mật khẩu không đúng.',
  wrongCode: 'Mã không đúng hoặc đã hết hạn.',
  other: 'Tài khoản khác',
};
const en = {
  title: 'Sign in',
  lead: 'Know, reward and keep your regulars.',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  codeTitle: 'Verification code',
  codeLead: 'Open your authenticator app and enter the 6-digit code for Quen.',
  code: '6-digit code',
  backup: 'Use a backup code',
  backupLead: 'Enter one of the backup codes you kept when you switched on two-step sign-in.',
  backupCode: 'Backup code',
  useApp: 'Use the authenticator app',
  verify: 'Verify',
  wrong: 'The e-mail or the password is wrong.',
  wrongCode: 'The code is wrong or has expired.',
  other: 'Another account',
};
export const texts = defineTexts('sign-in', vi, en);
