/** localStorage that may be missing or full (private windows, web views): then nothing is kept. */
export const storage = {
  read<T>(key: string): T | undefined {
    try {
      const text = localStorage.getItem(`quen.${key}`);
      return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
      return undefined;
    }
  },
  write(key: string, value: unknown): void {
    try {
      localStorage.setItem(`quen.${key}`, JSON.stringify(value));
    } catch {
      // What could not be kept is fetched again next time.
    }
  },
  /** Forgets the key and every key below it (`home` also forgets `home.shop`). */
  forget(key: string): void {
    try {
      for (const name of Object.keys(localStorage)) {
        if (name === `quen.${key}` || name.startsWith(`quen.${key}.`))
          localStorage.removeItem(name);
      }
    } catch {
      // Nothing was kept either.
    }
  },
};
