import type { Running } from './run.ts';
import type { Output } from './session.ts';

/**
 * Loads the demo business where this installation has no business yet, or goes on with a load that
 * was interrupted. Never in production. Returns whether the demo business is there.
 */
export async function ensureDemo(
  { config, log, database }: Running,
  output: Output,
  customers: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (config.environment === 'production') return false;
  const [{ allTenants }, { DEMO_SLUG, demoIsLoaded, loadDemo }] = await Promise.all([
    import('../../platform/tenant.ts'),
    import('../../modules/demo/index.ts'),
  ]);
  const tenants = await allTenants(database.db);
  if (tenants.length > 0 && !tenants.some((tenant) => tenant.slug === DEMO_SLUG)) return false;
  if (await demoIsLoaded(database.db)) return true;
  output.progress(`Loading the demo business: ${customers} customers, eighteen months of orders…`);
  const report = await loadDemo({
    config,
    log,
    signal,
    url: database.url,
    customers,
    until: database.db.clock.now(),
    progress: (share) => log.debug({ share }, 'loading the demo business'),
  });
  output.progress(`Loaded ${report.customers} customers and ${report.orders} orders.`);
  return true;
}
