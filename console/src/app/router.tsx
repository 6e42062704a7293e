import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { customersSearch } from '../features/customers/customers-search.ts';
import { programmeSearch } from '../features/programme/programme-search.ts';
import { reportsSearch } from '../features/reports/reports-search.ts';
import { segmentSearch } from '../features/segments/segment-search.ts';
import { isRefusal } from '../shared/api/problem.ts';
import { queryClient } from '../shared/api/query-client.ts';
import { meQuery } from '../shared/session/me.ts';
import { NoSuchPage, PagePending, PageProblem } from './fallbacks.tsx';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { next?: string } =>
    typeof raw.next === 'string' && raw.next.startsWith('/') && !raw.next.startsWith('//')
      ? { next: raw.next }
      : {},
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!isRefusal(error, 'unauthenticated')) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  component: SignedIn,
});

const counter = createRoute({
  getParentRoute: () => signedIn,
  path: '/counter',
  component: lazyRouteComponent(
    () => import('../features/counter/counter-page.tsx'),
    'CounterPage',
  ),
});

const shell = createRoute({ getParentRoute: () => signedIn, id: 'shell', component: Shell });
const under = { getParentRoute: () => shell };

/** An id of another form is nobody's: the server would only say that it has no such form. */
const hasId = {
  beforeLoad: ({ params }: { params: { id: string } }) => {
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(params.id)) throw notFound();
  },
};

const home = createRoute({
  ...under,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { business } = await context.queryClient.ensureQueryData(meQuery);
    const may = business?.permissions ?? [];
    // Cashiers live at the counter; agents and integrators start with the customers.
    if (!business || may.includes('reports.read')) return;
    throw redirect({ to: may.includes('orders.write') ? '/counter' : '/customers' });
  },
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});
const customers = createRoute({
  ...under,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(
    () => import('../features/customers/customers-page.tsx'),
    'CustomersPage',
  ),
});
const customer = createRoute({
  ...under,
  path: '/customers/$id',
  ...hasId,
  component: lazyRouteComponent(
    () => import('../features/customers/customer-page.tsx'),
    'CustomerPage',
  ),
});
const rfm = createRoute({
  ...under,
  path: '/rfm',
  component: lazyRouteComponent(() => import('../features/rfm/rfm-page.tsx'), 'RfmPage'),
});
const segments = createRoute({
  ...under,
  path: '/segments',
  component: lazyRouteComponent(
    () => import('../features/segments/segments-page.tsx'),
    'SegmentsPage',
  ),
});
const newSegment = createRoute({
  ...under,
  path: '/segments/new',
  validateSearch: segmentSearch,
  component: lazyRouteComponent(
    () => import('../features/segments/new-segment-page.tsx'),
    'NewSegmentPage',
  ),
});
const segment = createRoute({
  ...under,
  path: '/segments/$id',
  ...hasId,
  component: lazyRouteComponent(
    () => import('../features/segments/segment-page.tsx'),
    'SegmentPage',
  ),
});
const programme = createRoute({
  ...under,
  path: '/programme',
  validateSearch: programmeSearch,
  component: lazyRouteComponent(
    () => import('../features/programme/programme-page.tsx'),
    'ProgrammePage',
  ),
});
const journeys = createRoute({
  ...under,
  path: '/journeys',
  component: lazyRouteComponent(
    () => import('../features/journeys/journeys-page.tsx'),
    'JourneysPage',
  ),
});
const journey = createRoute({
  ...under,
  path: '/journeys/$key',
  component: lazyRouteComponent(
    () => import('../features/journeys/journey-page.tsx'),
    'JourneyPage',
  ),
});
const vouchers = createRoute({
  ...under,
  path: '/vouchers',
  component: lazyRouteComponent(
    () => import('../features/vouchers/vouchers-page.tsx'),
    'VouchersPage',
  ),
});
const imports = createRoute({
  ...under,
  path: '/imports',
  component: lazyRouteComponent(
    () => import('../features/imports/imports-page.tsx'),
    'ImportsPage',
  ),
});
const oneImport = createRoute({
  ...under,
  path: '/imports/$id',
  ...hasId,
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
});
const reports = createRoute({
  ...under,
  path: '/reports',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(
    () => import('../features/reports/reports-page.tsx'),
    'ReportsPage',
  ),
});
const settings = createRoute({
  ...under,
  path: '/settings',
  beforeLoad: async ({ context }) => {
    const { business } = await context.queryClient.ensureQueryData(meQuery);
    const section = business?.permissions.includes('settings.write') ? 'business' : 'account';
    throw redirect({ to: '/settings/$section', params: { section }, replace: true });
  },
});
const settingsSection = createRoute({
  ...under,
  path: '/settings/$section',
  component: lazyRouteComponent(
    () => import('../features/settings/settings-page.tsx'),
    'SettingsPage',
  ),
});

/** Whatever is not a page, within the menu. */
const nowhere = createRoute({ ...under, path: '$', component: NoSuchPage });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      counter,
      shell.addChildren([
        home,
        customers,
        customer,
        rfm,
        segments,
        newSegment,
        segment,
        programme,
        journeys,
        journey,
        vouchers,
        imports,
        oneImport,
        reports,
        settings,
        settingsSection,
        nowhere,
      ]),
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageProblem,
  defaultNotFoundComponent: NoSuchPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
