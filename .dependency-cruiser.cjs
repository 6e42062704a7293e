/**
 * The house rules that a tool can hold: who may import whom. Everything here is an error.
 *
 * Modules in their order; each may use only those before it, and those only through index.ts.
 */
const modules = [
  'tenants',
  'timeline',
  'access',
  'customers',
  'conditions',
  'orders',
  'ledger',
  'programme',
  'rewards',
  'posting',
  'audience',
  'profile',
  'messaging',
  'journeys',
  'insights',
  'imports',
  'portal',
  'demo',
];

const test = '\\.test\\.ts$';

const downwards = modules.map((name, i) => ({
  name: `modules-downwards-${name}`,
  comment: `${name} may use only the modules before it (ARCHITECTURE.md).`,
  severity: 'error',
  from: { path: `^server/modules/${name}/`, pathNot: test },
  to: { path: `^server/modules/(${['none', ...modules.slice(i + 1)].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Types may refer to each other; code that runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'modules-by-their-door',
      comment: "A module is entered by its index.ts only; what is behind it is nobody else's.",
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/' },
      to: { path: '^server/modules/', pathNot: ['^server/modules/$1/', '/index[.]ts$'] },
    },
    {
      name: 'modules-by-their-door-from-outside',
      severity: 'error',
      from: { pathNot: ['^server/modules/', '^server/test/'] },
      to: { path: '^server/modules/', pathNot: '/index[.]ts$' },
    },
    {
      name: 'modules-are-listed',
      comment: 'A new module takes its place in the order above.',
      severity: 'error',
      from: {},
      to: { path: '^server/modules/', pathNot: `^server/modules/(${modules.join('|')})/` },
    },
    ...downwards,
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: test },
      to: { path: '^server/(modules|main|test)/' },
    },
    {
      name: 'modules-know-no-main',
      severity: 'error',
      from: { path: '^server/modules/', pathNot: test },
      to: { path: '^server/(main|test)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ decides; it reads no database, file, network or clock.',
      severity: 'error',
      from: { path: '/domain/', pathNot: test },
      to: {
        path: [
          '^server/platform/(db|http|route|jobs|mail|embedded|migrate|csv|statistics|failpoint|idempotency)\\b',
          '/store(\\.ts$|/)',
          '/http(\\.ts$|/)',
          '^(pg|fastify|graphile-worker|nodemailer|pino)$',
          '^(node:)?(fs|net|http|https|child_process|worker_threads|timers)(/|$)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-platform-touches-the-driver',
      severity: 'error',
      from: { path: '^server/(modules|main)/', pathNot: test },
      to: { path: '^node_modules/(pg|pg-pool|pg-protocol)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-http-touches-fastify',
      comment:
        'Routes are declared with route() and schemas; sign-in is the one guest with a server of its own.',
      severity: 'error',
      from: {
        path: '^server/modules/',
        pathNot: [
          test,
          '/http(\\.ts$|/)',
          '/wire\\.ts$',
          '^server/modules/access/(authenticate|cookies|same-origin)\\.ts$',
        ],
      },
      to: { path: '^node_modules/(@fastify/|fastify/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'front-ends-see-contracts-and-client',
      severity: 'error',
      from: { path: '^(console|portal)/' },
      to: { path: '^(server|bench|e2e|tools)/' },
    },
    {
      name: 'front-ends-are-strangers',
      comment:
        'The counter page is part of the console; the two apps share contracts and client only.',
      severity: 'error',
      from: { path: '^(console|portal)/' },
      to: { path: '^(console|portal)/', pathNot: '^$1/' },
    },
    {
      name: 'features-are-strangers',
      comment: 'What two features need lies in shared; app puts the features together.',
      severity: 'error',
      from: { path: '^(console|portal)/src/features/([^/]+)/' },
      to: { path: '^(console|portal)/src/features/', pathNot: '^$1/src/features/$2/' },
    },
    {
      name: 'shared-knows-no-feature',
      severity: 'error',
      from: { path: '^(console|portal)/src/shared/' },
      to: { path: '^((console|portal)/src/features|console/src/app)/' },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^contracts/', pathNot: test },
      to: { path: '^(server|client|console|portal|bench|e2e|tools)/' },
    },
    {
      name: 'client-knows-contracts-only',
      severity: 'error',
      from: { path: '^client/', pathNot: test },
      to: { path: '^(server|console|portal|bench|e2e|tools)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: [test, '^server/test/', '^e2e/', '^bench/'] },
      to: { path: [test, '^server/test/', '^e2e/'] },
    },
    {
      name: 'no-development-tools-in-the-server',
      severity: 'error',
      from: { path: '^server/', pathNot: [test, '^server/test/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.json', '.css'],
    },
  },
};
