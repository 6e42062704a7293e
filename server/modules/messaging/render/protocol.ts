/** What the main thread and the rendering thread say to each other. Plain data only. */

export interface CompileRequest {
  kind: 'compile';
  /** MJML with Liquid in it. */
  mjml: string;
}
export interface RenderRequest {
  kind: 'render';
  /** Liquid. */
  subject: string;
  /** Compiled HTML, its Liquid still in it. */
  html: string;
  data: Record<string, unknown>;
}
export type Request = CompileRequest | RenderRequest;

export interface Compiled {
  html: string;
  /** What MJML did not understand and left out. */
  warnings: string[];
}
export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

/** What is wrong with a template, as the libraries say it, and the piece of Liquid it is about. */
export interface Fault {
  problem: string;
  quoted?: string;
  /** Whether that piece is the first, second … of its kind in what was read. */
  nth?: number;
  in?: 'subject' | 'body';
}

export type Reply =
  | { ok: true; result: Compiled | Rendered }
  /** The template is at fault. */
  | { ok: false; fault: Fault };

/** Sent once the thread has loaded its libraries. */
export const READY = 'ready';
/** Largest subject and body a message may come to, in characters. */
export const MAX_SUBJECT = 300;
export const MAX_BODY = 1_000_000;
