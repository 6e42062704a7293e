export { controlJourney, type JourneyAction } from './control.ts';
export type { JourneyStatus } from './model.ts';
export { tickJourneys } from './tick.ts';
