import { Command, CommanderError } from 'commander';
import { explainFailure } from './commands/failure.ts';
import { registerImport } from './commands/import.ts';
import { registerKeys } from './commands/keys.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerReport } from './commands/report.ts';
import { registerServe, registerWork } from './commands/serve.ts';
import { registerStart } from './commands/start.ts';
import { registerTenants } from './commands/tenants.ts';
import { registerVerify } from './commands/verify.ts';
import { tuneRuntime } from './runtime.ts';

tuneRuntime();

/** Commands register their names and options only; what they need is imported when they run. */
const commands = [
  registerStart,
  registerServe,
  registerWork,
  registerMigrate,
  registerTenants,
  registerKeys,
  registerImport,
  registerReport,
  registerVerify,
];

const program = new Command('quen')
  .description('Know, reward and keep your customers.')
  .option('--json', 'print the result as JSON')
  .exitOverride()
  .showHelpAfterError('(quen --help lists the commands)');
for (const register of commands) register(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`quen: ${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}
