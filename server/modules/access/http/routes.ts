import type { AnyRoute } from '../../../platform/route.ts';
import { auditRoutes } from './audit.ts';
import { businessRoutes } from './business.ts';
import { keyRoutes } from './keys.ts';
import { meRoutes } from './me.ts';
import { staffRoutes } from './staff.ts';

export const accessRoutes: readonly AnyRoute[] = [
  ...meRoutes,
  ...staffRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...businessRoutes,
];
