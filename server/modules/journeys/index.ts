export { controlJourney, type JourneyAction } from './control.ts';
export { journeyRoutes } from './http/routes.ts';
export type { JourneyStatus } from './model.ts';
export { tickJourneys } from './tick.ts';
