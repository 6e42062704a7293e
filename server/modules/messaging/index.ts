export {
  cancelMessagesFrom,
  cancelMessagesOf,
  holdMessages,
  queueMessages,
  releaseMessages,
} from './intents.ts';
export { deliverMessages } from './jobs.ts';
export type { Intent, MessageCounts } from './model.ts';
