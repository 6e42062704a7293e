import type { AnyRoute } from '../platform/route.ts';

/** Every operation of the API, module by module. */
export const routes: readonly AnyRoute[] = [];
