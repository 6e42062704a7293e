import { type Static, Type } from 'typebox';

/** A text people read, in both languages of the interface. */
export const LocalText = Type.Object({
  vi: Type.String({ minLength: 1, maxLength: 400 }),
  en: Type.String({ minLength: 1, maxLength: 400 }),
});
export type LocalText = Static<typeof LocalText>;

export type Locale = 'vi' | 'en';
