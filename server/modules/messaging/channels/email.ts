import type { Config } from '../../../platform/config.ts';
import { MAIL_CONNECTIONS, MailError, type Mailer, mailerOf } from '../../../platform/mail.ts';
import { envelopeIdOf } from '../domain/envelope.ts';
import { isNowhere } from '../domain/report.ts';
import type { Channel, Outcome, Outgoing } from './channel.ts';

/** E-mail by SMTP (or into the development mailbox), with the headers bulk mail must have. */
export function emailChannel(config: Config, mailer: Mailer = mailerOf(config)): Channel {
  const domain = new URL(config.publicUrl).hostname;
  return {
    name: 'email',
    concurrency: MAIL_CONNECTIONS,
    async send(message) {
      const envelopeId = envelopeIdOf({ tenantId: message.tenantId, messageId: message.id });
      try {
        const { id, arrived } = await mailer.send({
          fromName: message.fromName,
          to: message.to,
          subject: message.subject,
          html: message.html,
          text: message.text,
          headers: headersOf(message),
          // Derived from our id, so that a mail sent again is known to be the same one.
          messageId: `<${envelopeId}@${domain}>`,
          envelopeId,
        });
        return { outcome: 'accepted', providerId: id, arrived };
      } catch (error) {
        if (error instanceof MailError) return outcomeOf(error);
        throw error;
      }
    },
  };
}

/** RFC 8058: one click, by POST, without a page in between. */
function headersOf({ unsubscribe }: Outgoing): Record<string, string> {
  if (!unsubscribe) return { 'Auto-Submitted': 'auto-generated' };
  return {
    'List-Unsubscribe': `<${unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function outcomeOf(error: MailError): Outcome {
  if (error.failure === 'ambiguous') return { outcome: 'ambiguous' };
  if (error.failure === 'transient') return { outcome: 'transient', reason: 'provider_busy' };
  return {
    outcome: 'permanent',
    reason: error.badAddress ? 'address_refused' : 'content_refused',
    noSuchAddress: error.badAddress && isNowhere(error.status ?? ''),
  };
}
