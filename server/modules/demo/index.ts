export { DEMO_SLUG, demoSignIns } from './accounts.ts';
export { type DemoOptions, type DemoReport, demoIsLoaded, loadDemo } from './load.ts';
