import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDatabase } from '../server/test/harness.ts';
import { configurationFile, configurationPage, settings } from './configuration.ts';
import { dumpSchema, schemaFile } from './dump-schema.ts';

const root = join(import.meta.dirname, '..');

test('server/schema.sql is what the migrations make (else: npm run generate)', async () => {
  const { url } = await testDatabase();
  expect(await readFile(schemaFile, 'utf8')).toBe(await dumpSchema(url));
});

test('docs/configuration.md is up to date (else: npm run generate)', async () => {
  expect(await readFile(configurationFile, 'utf8')).toBe(await configurationPage());
});

test('every variable that is read is documented, and the other way round', async () => {
  const reader = await readFile(join(root, 'server', 'main', 'config.ts'), 'utf8');
  const read = [...reader.matchAll(/\benv\.([A-Z_]+)|\(\s*env,\s*'([A-Z_]+)'/g)].map(
    ([, direct, named]) => direct ?? named,
  );
  const documented = (await settings()).map(({ variable }) => variable);
  expect([...new Set(read)].sort()).toEqual(documented.toSorted());
});
