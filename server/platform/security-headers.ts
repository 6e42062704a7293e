import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from './config.ts';

export interface SecurityHeaders {
  /** Of pages and what belongs to them. */
  page: Record<string, string>;
  /** Of data: what only speaks to a browser that shows a page is left out. */
  data: Record<string, string>;
}

/**
 * The headers answers carry, by name. They never vary, so helmet is asked once at start; asked for
 * each request it took as long as all of our own work on the request.
 */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): SecurityHeaders {
  const headers: Record<string, string> = {};
  const recorder = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => {},
  };
  const apply = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine and the chart library set inline style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    // 'no-referrer' would make browsers send no Origin either, and sign-in refuses requests without.
    referrerPolicy: { policy: 'same-origin' },
  });
  apply({} as IncomingMessage, recorder as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return { page: headers, data: dataHeaders(headers) };
}

/** Whoever opens an answer of the API in a browser sees text: nothing in it may load, run or be framed. */
function dataHeaders(page: Record<string, string>): Record<string, string> {
  const kept = [
    'x-content-type-options',
    'cross-origin-resource-policy',
    'strict-transport-security',
  ];
  return {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    ...Object.fromEntries(Object.entries(page).filter(([name]) => kept.includes(name))),
  };
}
