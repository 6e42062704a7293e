import { accessRoutes, memberRoutes } from '../modules/access/index.ts';
import { segmentRoutes } from '../modules/audience/index.ts';
import { customerRoutes } from '../modules/customers/index.ts';
import { importRoutes } from '../modules/imports/index.ts';
import { reportRoutes } from '../modules/insights/index.ts';
import { journeyRoutes } from '../modules/journeys/index.ts';
import { messagingRoutes } from '../modules/messaging/index.ts';
import { portalRoutes } from '../modules/portal/index.ts';
import { postingRoutes } from '../modules/posting/index.ts';
import { profileRoutes } from '../modules/profile/index.ts';
import { programmeRoutes } from '../modules/programme/index.ts';
import { rewardRoutes } from '../modules/rewards/index.ts';
import type { AnyRoute } from '../platform/route.ts';
import { memberDirectory } from './member-directory.ts';

/** Every operation of the API, module by module. */
export const routes: readonly AnyRoute[] = [
  ...accessRoutes,
  ...memberRoutes(memberDirectory),
  ...customerRoutes,
  ...profileRoutes,
  ...programmeRoutes,
  ...rewardRoutes,
  ...segmentRoutes,
  ...reportRoutes,
  ...postingRoutes,
  ...importRoutes,
  ...messagingRoutes,
  ...journeyRoutes,
  ...portalRoutes,
];
