export { type AsOf, asOf } from './as-of.ts';
export { lifecycleStage } from './domain/lifecycle.ts';
export { segmentRoutes } from './http/segments.ts';
export {
  AsOfQuery,
  csvAnswer,
  Day,
  Instant,
  MaybeCondition,
  nullable,
  Sentence,
} from './http/wire.ts';
export { followAudience, refreshAudience } from './jobs.ts';
export { type LifecycleReport, lifecycleReport } from './lifecycle.ts';
export { refreshSegments } from './membership.ts';
export { type RfmReport, refreshScores, rfmReport } from './rfm.ts';
export {
  changeSegment,
  createSegment,
  listSegments,
  previewSegment,
  removeSegment,
  type SegmentView,
  segmentById,
  segmentMembers,
} from './segments.ts';
export { kept, keptOrders, spent } from './store/kept.ts';
export type { Person } from './store/people.ts';
