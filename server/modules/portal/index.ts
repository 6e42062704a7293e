export { portalRoutes } from './http.ts';
