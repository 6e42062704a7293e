import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../platform/errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that rides on a cookie but was not sent by our own pages. Browsers set both
 * headers themselves and scripts cannot forge them; a request with neither is no browser's, and
 * programs have keys.
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  if (!isSameOrigin(request, publicUrl)) throw new DomainError('cross_site');
}

export function isSameOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  // Older browsers, and plain http on a shop's own network, send only Origin.
  const { origin, host } = request.headers;
  if (!origin || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
