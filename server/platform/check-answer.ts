import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AnyRoute } from './route.ts';

/**
 * Holds a route's answers against its declared schema (development and tests). Two things can go
 * wrong: a value the schema does not allow, and a member the schema does not name, which the
 * serialiser would leave out without a word.
 */
export function answerCheck(declared: AnyRoute): (reply: FastifyReply, body: unknown) => void {
  const schema = Compile(declared.response as TSchema);
  const fault = (what: string) =>
    new Error(`${declared.method} ${declared.url} answers against its schema: ${what}`);
  return (reply, body) => {
    if (!schema.Check(body)) throw fault(JSON.stringify(schema.Errors(body)[0]));
    const sent = JSON.parse(reply.serialize(body) as string);
    const meant = JSON.parse(JSON.stringify(body));
    if (!isDeepStrictEqual(sent, meant)) {
      throw fault(`${JSON.stringify(meant)} would be sent as ${JSON.stringify(sent)}`);
    }
  };
}
