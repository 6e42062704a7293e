import { accessRoutes } from '../modules/access/index.ts';
import { customerRoutes } from '../modules/customers/index.ts';
import type { AnyRoute } from '../platform/route.ts';

/** Every operation of the API, module by module. */
export const routes: readonly AnyRoute[] = [...accessRoutes, ...customerRoutes];
