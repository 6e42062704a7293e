import type { LocalText } from '@quen/contracts/text.ts';

/** What is wrong with a value by the keyword of its schema, to be said behind the name of a field. */
const sayings: Readonly<Record<string, (limit: LocalText) => LocalText>> = {
  minLength: () => ({ vi: 'còn trống hoặc quá ngắn', en: 'is empty or too short' }),
  maxLength: ({ vi, en }) => ({
    vi: `dài quá ${vi} ký tự`,
    en: `is longer than ${en} characters`,
  }),
  minimum: ({ vi, en }) => ({ vi: `phải từ ${vi} trở lên`, en: `must be ${en} or more` }),
  maximum: ({ vi, en }) => ({ vi: `không được quá ${vi}`, en: `must not exceed ${en}` }),
  minItems: ({ vi, en }) => ({ vi: `cần có ít nhất ${vi} mục`, en: `needs at least ${en} entry` }),
  maxItems: ({ vi, en }) => ({ vi: `không được quá ${vi} mục`, en: `has more than ${en} entries` }),
  required: () => ({ vi: 'còn thiếu', en: 'is missing' }),
  additionalProperties: () => ({ vi: 'không dùng ở đây', en: 'does not belong here' }),
  type: () => ({ vi: 'còn trống hoặc chưa đúng dạng', en: 'is empty or has the wrong form' }),
};

/** `limit` is the number of a limit as people write it. */
export function sayWrong(keyword: string, limit: LocalText): LocalText {
  return sayings[keyword]?.(limit) ?? { vi: 'chưa đúng dạng', en: 'has the wrong form' };
}
