import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';
import type { Tenant } from '../../platform/db.ts';
import { mailerOf } from '../../platform/mail.ts';
import { CODE_MINUTES, type Destination } from './members.ts';

export interface CodeMessage {
  tenant: Tenant;
  attempt: string;
  destination: Destination;
  code: string;
}

/** A way to bring a code to a member. Providers of SMS and Zalo will be further ones. */
export interface CodeSender {
  send(message: CodeMessage): Promise<void>;
}

/** E-mail where a mail server is set; in development the log; otherwise nothing, and it says so. */
export function codeSender(config: Config, log: Logger): CodeSender {
  return {
    async send(message) {
      if (message.destination.channel === 'email' && config.smtpUrl) {
        await mailerOf(config).send(mailOf(message));
      } else if (config.environment === 'development') {
        log.info({ attempt: message.attempt, code: message.code }, 'member code');
      } else {
        log.warn({ channel: message.destination.channel }, 'no provider to send a member code by');
      }
    },
  };
}

function mailOf({ tenant, destination, code }: CodeMessage) {
  const vietnamese = tenant.locale === 'vi';
  const text = vietnamese
    ? `Mã đăng nhập của bạn tại ${tenant.name} là ${code}.\n\nMã dùng được một lần, trong ${CODE_MINUTES} phút. Nếu bạn không yêu cầu mã, hãy bỏ qua thư này và đừng đưa mã cho ai.`
    : `Your sign-in code for ${tenant.name} is ${code}.\n\nIt works once, for ${CODE_MINUTES} minutes. If you did not ask for it, ignore this message and give the code to nobody.`;
  return {
    fromName: tenant.name,
    to: destination.address,
    subject: vietnamese ? `${code} là mã đăng nhập ${tenant.name}` : `${code} is your sign-in code`,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
