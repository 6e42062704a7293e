import type { AnyRoute } from '../../platform/route.ts';
import { linkRoutes } from './http/links.ts';
import { messageRoutes } from './http/messages.ts';
import { templateRoutes } from './http/templates.ts';

export {
  cancelMessagesFrom,
  cancelMessagesOf,
  holdMessages,
  queueMessages,
  releaseMessages,
} from './intents.ts';
export { deliverMessages } from './jobs.ts';
export type { Intent, MessageCounts } from './model.ts';
export { type Reach, reachOf } from './reach.ts';
export { closeMessaging } from './render/renderer.ts';
export { bouncesAreKnown, readReports } from './reports/read.ts';
export { messageCounts } from './store/log.ts';
export const messagingRoutes: readonly AnyRoute[] = [
  ...templateRoutes,
  ...messageRoutes,
  ...linkRoutes,
];
