import { Programme } from '@quen/contracts/programme.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { sayWrong } from '../../../platform/form-words.ts';
import { numberOf } from './words.ts';

const schema = Compile(Programme);
// Eight is the default: too few to name every place that is wrong.
Settings.Set({ maxErrors: 500 });

type FormError = ReturnType<typeof schema.Errors>[number];

export interface FormProblem {
  path: string;
  /** What is wrong with the field, to be said behind its name. */
  says: LocalText;
  /** Wrong in its value only: what else is to be checked can be read nevertheless. */
  readable: boolean;
}

/** Where a document has not the form of a programme, in its order. */
export function formProblems(raw: unknown, currency: string): FormProblem[] {
  if (schema.Check(raw)) return [];
  const problems = settle([...schema.Errors(raw)]).flatMap((error) => problemsOf(error, currency));
  return mergeLanguages(problems);
}

const within = (path: string, outer: string) => path === outer || path.startsWith(`${outer}/`);

/**
 * Of a choice (anyOf) each alternative complains: what counts is the one that was meant, told by its
 * kind; where none was, the choice itself is wrong.
 */
function settle(errors: FormError[]): FormError[] {
  const choice = errors.findLast((error) => error.keyword === 'anyOf');
  if (!choice) return errors.filter((error) => error.keyword !== 'boolean');
  const { schemaPath, instancePath } = choice;
  const alternative = (error: FormError) =>
    within(error.instancePath, instancePath) && error.schemaPath.startsWith(`${schemaPath}/anyOf/`)
      ? error.schemaPath.slice(`${schemaPath}/anyOf/`.length).split('/')[0]
      : undefined;
  const inner = errors.filter((error) => alternative(error) !== undefined);
  const other = new Set(
    inner
      .filter(
        ({ keyword, instancePath: path }) =>
          (keyword === 'const' && path === `${instancePath}/kind`) ||
          (keyword === 'type' && path === instancePath),
      )
      .map(alternative),
  );
  const meant = [...new Set(inner.map(alternative))].filter((one) => !other.has(one));
  const kept = meant.length === 1 ? inner.filter((error) => alternative(error) === meant[0]) : [];
  const rest = errors.filter((error) => error !== choice && alternative(error) === undefined);
  const instead: FormError[] =
    meant.length === 1
      ? settle(kept)
      : [{ ...choice, keyword: 'enum', params: { allowedValues: [] } }];
  const at = errors.indexOf(inner[0] ?? choice);
  const before = rest.filter((error) => errors.indexOf(error) < at);
  return [
    ...settle(before),
    ...instead,
    ...settle(rest.filter((error) => !before.includes(error))),
  ];
}

function problemsOf(error: FormError, currency: string): FormProblem[] {
  const { keyword, instancePath } = error;
  const params = error.params as Record<string, unknown>;
  const at = (name: unknown) => `${instancePath}/${String(name)}`;
  const zero = { vi: '0', en: '0' };
  if (keyword === 'required') {
    const names = params.requiredProperties as string[];
    return names.map((name) => ({
      path: at(name),
      says: sayWrong(keyword, zero),
      readable: false,
    }));
  }
  if (keyword === 'additionalProperties') {
    const names = params.additionalProperties as string[];
    const says = { vi: 'không thuộc về chương trình', en: 'does not belong to a programme' };
    return names.map((name) => ({ path: at(name), says, readable: false }));
  }
  const field = instancePath.split('/').at(-1) ?? '';
  const limit = numberOf(field, Number(params.limit ?? 0), currency);
  return [
    { path: instancePath || '/', says: saying(keyword, limit), readable: onValues.test(keyword) },
  ];
}

/** Rules on a value: where one is broken, the document can still be read. */
const onValues = /^(min|max)(Length|imum|Items)$|^(pattern|format)$/;

const saying = (keyword: string, limit: LocalText): LocalText =>
  keyword === 'minLength' ? { vi: 'còn trống', en: 'is empty' } : sayWrong(keyword, limit);

/** A text that is missing in both languages is one problem, not two. */
function mergeLanguages(problems: FormProblem[]): FormProblem[] {
  const paths = new Set(problems.map(({ path }) => path));
  return problems.flatMap((problem) => {
    const [, text, language] = /^(.*)\/(vi|en)$/.exec(problem.path) ?? [];
    if (text === undefined || !paths.has(`${text}/${language === 'vi' ? 'en' : 'vi'}`))
      return [problem];
    return language === 'vi' ? [{ ...problem, path: text }] : [];
  });
}
