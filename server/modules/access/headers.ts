import type { FastifyRequest } from 'fastify';

/** The address of the caller as our own server saw it; whatever a client sends there is replaced. */
export const ADDRESS_HEADER = 'x-quen-address';

/** A request's headers as the sign-in library takes them. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  headers.set(ADDRESS_HEADER, request.ip);
  return headers;
}
