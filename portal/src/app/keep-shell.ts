/**
 * Registers the service worker. A newer version that waited since last time takes over now, at the
 * start, when nobody has begun anything yet; one that arrives later waits for the next start.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  addEventListener('load', async () => {
    try {
      const registration = await navigator.serviceWorker.register(
        `${import.meta.env.BASE_URL}sw.js`,
      );
      if (!registration.waiting) return;
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
        once: true,
      });
      registration.waiting.postMessage('take-over');
    } catch {
      // Web views may refuse service workers; the portal then simply needs the network.
    }
  });
}
