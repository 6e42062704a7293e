import { useSyncExternalStore } from 'react';

/** The shops where nobody is signed in: so said any answer to a member's question, until a sign-in. */
const signedOut = new Set<string>();
const listeners = new Set<() => void>();

function change(slug: string, out: boolean): void {
  if (signedOut.has(slug) === out) return;
  if (out) signedOut.add(slug);
  else signedOut.delete(slug);
  for (const listener of listeners) listener();
}

export const sessionEnded = (slug: string): void => change(slug, true);
export const sessionBegan = (slug: string): void => change(slug, false);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Whether the sign-in is to be shown. It stays until somebody has signed in, whatever is asked meanwhile. */
export const useSignedOut = (slug: string): boolean =>
  useSyncExternalStore(subscribe, () => signedOut.has(slug));
