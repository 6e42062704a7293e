import { fieldNames } from '@quen/contracts/field-names.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { DomainError } from './errors.ts';
import { sayWrong } from './form-words.ts';

/** What Fastify throws for input it does not take. */
interface Fault {
  message?: string;
  validation?: { instancePath: string; keyword: string; params: Record<string, unknown> }[];
}

/**
 * invalid_input of a request that is not what its route declares: programs find the place and the
 * rule in the details, people read a sentence that names the field as they know it.
 */
export class InputRefusal extends DomainError {
  readonly says: LocalText;

  constructor(problem: string, says: LocalText, path?: string) {
    super('invalid_input', { problem, ...(path ? { path } : {}) });
    this.says = says;
  }

  /** What stands in the answer instead of the sentence of the catalogue. */
  get words(): { detail: string; message: LocalText } {
    return { detail: this.says.en, message: this.says };
  }
}

export function inputRefusal({ message = 'unreadable request', validation }: Fault): InputRefusal {
  const [first] = validation ?? [];
  if (!first) {
    const says = {
      vi: 'Không đọc được dữ liệu gửi lên.',
      en: `The request cannot be read: ${message}.`,
    };
    return new InputRefusal(message, says);
  }
  const { instancePath, keyword, params } = first;
  const extra = params.missingProperty ?? params.additionalProperty;
  const path = extra === undefined ? instancePath : `${instancePath}/${String(extra)}`;
  const field = path.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? '';
  const known = fieldNames[field];
  const limit = Number(params.limit ?? 0);
  const wrong = sayWrong(keyword, {
    vi: limit.toLocaleString('vi-VN'),
    en: limit.toLocaleString('en-US'),
  });
  const says = (locale: 'vi' | 'en', whole: string) =>
    `${field ? `“${known?.[locale] ?? field}”` : whole} ${wrong[locale]}.`;
  const sentence = { vi: says('vi', 'Dữ liệu gửi lên'), en: says('en', 'The input') };
  return new InputRefusal(message, sentence, path);
}
