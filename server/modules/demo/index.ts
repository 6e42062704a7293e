export { DEMO_SLUG, demoSignIns } from './accounts.ts';
export { type DemoReport, demoIsLoaded, loadDemo } from './load.ts';
export type { DemoOptions } from './options.ts';
