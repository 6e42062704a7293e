import type { Command } from 'commander';
import { outputOf, tenantOf, withDatabase } from './session.ts';

export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('Prove that balances, standings, vouchers and tiers are what history says.')
    .option('--tenant <slug>', 'the business (default: all of them)')
    .action(async (options: { tenant?: string }, command: Command) => {
      const output = outputOf(command);
      await withDatabase(async ({ db }) => {
        const [{ verifyBusiness }, { overEveryone }, { allTenants }] = await Promise.all([
          import('../../modules/posting/index.ts'),
          import('../../modules/conditions/index.ts'),
          import('../../platform/tenant.ts'),
        ]);
        const tenants = options.tenant
          ? [await tenantOf(db, options.tenant)]
          : await allTenants(db);
        const businesses = [];
        for (const tenant of tenants) {
          output.progress(`Verifying ${tenant.slug}…`);
          const { checked, findings } = await db.snapshot(tenant, 'system', (tx) =>
            overEveryone(tx, () => verifyBusiness(tx)),
          );
          businesses.push({ tenant: tenant.slug, ok: findings.length === 0, checked, findings });
        }
        const ok = businesses.every((business) => business.ok);
        output.result({ ok, businesses }, businesses.map(sentenceOf).join('\n') || 'No business.');
        if (!ok) process.exitCode = 1;
      });
    });
}

interface Verdict {
  tenant: string;
  ok: boolean;
  checked: readonly string[];
  findings: readonly { invariant: string; count: number; examples: readonly unknown[] }[];
}

function sentenceOf({ tenant, ok, checked, findings }: Verdict): string {
  if (ok) return `${tenant}: clean (${checked.length} invariants hold)`;
  const lines = findings.map(
    ({ invariant, count, examples }) =>
      `  broken: ${invariant} (${count}), e.g. ${JSON.stringify(examples[0])}`,
  );
  return [`${tenant}: NOT CLEAN`, ...lines].join('\n');
}
