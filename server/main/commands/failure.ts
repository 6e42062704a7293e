import { errorCatalogue } from '@quen/contracts/errors.ts';
import { DomainError, fillText } from '../../platform/errors.ts';
import { ConfigError } from '../config.ts';

/** A failure the person at the keyboard can mend; its message is all they need. */
export class CommandError extends Error {}

interface Coded {
  code?: string;
  message?: string;
  address?: string;
  port?: number;
  path?: string;
  errors?: Coded[];
}

/** One line that says what went wrong and, where we know, what to do about it. */
export function explainFailure(error: unknown): string {
  if (error instanceof DomainError)
    return fillText(errorCatalogue[error.code].en, error.details, 'en');
  if (error instanceof CommandError || error instanceof ConfigError) return error.message;
  // Node reports a refused connection to a name with several addresses as a bundle.
  const fault = ((error as Coded)?.errors?.[0] ?? error) as Coded;
  switch (fault?.code) {
    case 'ECONNREFUSED':
      return `Nothing answers at ${fault.address}:${fault.port}. Is the database of DATABASE_URL running?`;
    case 'ENOTFOUND':
      return 'The host name in DATABASE_URL is not known.';
    case 'EADDRINUSE':
      return `Port ${fault.port} is already in use: another Quen may be running. Stop it, or set PORT to a free port.`;
    case 'EACCES':
      return fault.port
        ? `Port ${fault.port} may not be opened by this user. Set PORT to one above 1023.`
        : `No permission: ${fault.path ?? fault.message}`;
    case 'ENOENT':
      return `No such file: ${fault.path ?? fault.message}`;
    case '28P01':
    case '28000':
      return 'The database refuses the user or password of DATABASE_URL.';
    case '3D000':
      return 'The database that DATABASE_URL names does not exist.';
    case '42P01':
      return 'The database lacks tables of this version. Run "quen migrate" first.';
    default:
      return oneLine(fault?.message ?? String(error));
  }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');
