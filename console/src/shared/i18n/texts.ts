import { useTranslation } from 'react-i18next';
import { i18n, type Language } from './i18n.ts';

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
/** Keys that Vietnamese has and English has neither plainly nor as _one and _other. */
type Missing<V, E> = Exclude<keyof V, Base<keyof E>>;
type Dictionary = Record<string, string>;

export type Values = Record<string, string | number>;
export type Translate<K extends string = string> = (key: K, values?: Values) => string;

/** The texts of one feature: a name, and in the type the keys it has. */
export interface Texts<K extends string> {
  namespace: string;
  has?: (key: K) => void;
}

/**
 * Adds the texts of one feature, in both languages. Vietnamese gives the keys; a key missing from
 * English does not compile. English may split a key into _one and _other, chosen by `count`.
 * `{{n, number}}` writes a number the way the language does.
 */
export function defineTexts<V extends Dictionary, E extends Dictionary>(
  namespace: string,
  vi: V,
  en: E & ([Missing<V, E>] extends [never] ? unknown : { missing: Missing<V, E> }),
): Texts<keyof V & string> {
  i18n.addResourceBundle('vi', namespace, vi);
  i18n.addResourceBundle('en', namespace, en);
  return { namespace };
}

/** The texts in the language on screen. */
export function useTexts<K extends string>({
  namespace,
}: Texts<K>): {
  t: Translate<K>;
  language: Language;
} {
  const { t } = useTranslation(namespace);
  // The keys were checked above; i18next's own typing wants all resources declared in one place.
  const translate = t as unknown as Translate;
  return { t: (key, values) => translate(key, values ?? {}), language: i18n.language as Language };
}
