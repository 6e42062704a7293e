export { followStream, type TimelineRow } from './stream.ts';
export { type Happening, record, type TimelineKind, timelineOf } from './timeline.ts';
