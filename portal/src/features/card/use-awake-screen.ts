import { useEffect } from 'react';

/** Keeps the screen from dimming while the code is held under a scanner, where the phone lets us. */
export function useAwakeScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const ask = async () => {
      try {
        const got = await navigator.wakeLock.request('screen');
        if (gone) await got.release();
        else lock = got;
      } catch {
        // Not supported, or the battery is low: the code can be read all the same.
      }
    };
    void ask();
    return () => {
      gone = true;
      void lock?.release();
    };
  }, []);
}
