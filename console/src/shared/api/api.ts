import { createClient, type paths } from '@quen/client';
import { chosenBusiness } from './business.ts';

/** Quen's API, for the business worked in. Calls throw a QuenError where the server refuses. */
export const api = createClient({ business: chosenBusiness });

type Json<T> = T extends { content: { 'application/json': infer Content } } ? Content : never;
type Success<T> = T extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never;

/** What an operation answers when it succeeds. */
export type Answer<
  Path extends keyof paths,
  Method extends keyof paths[Path] & string = 'get' & keyof paths[Path],
> = Success<paths[Path][Method]>;

/** What an operation takes as its JSON body. */
export type Body<Path extends keyof paths, Method extends keyof paths[Path] & string> = Json<
  NonNullable<paths[Path][Method] extends { requestBody?: infer B } ? B : never>
>;
