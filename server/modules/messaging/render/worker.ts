import { parentPort } from 'node:worker_threads';
import { convert } from 'html-to-text';
import mjml2html from 'mjml';
import { faultOf, fill } from './liquid.ts';
import { type Compiled, READY, type Rendered, type Reply, type Request } from './protocol.ts';

/**
 * The thread in which templates run. It gets plain data and gives back text; it holds no settings,
 * no secrets and no connection, and may be killed at any moment.
 */
async function compile(mjml: string): Promise<Compiled> {
  const { html, errors } = await mjml2html(mjml, {
    validationLevel: 'soft',
    // No web fonts: fetching them would tell a third party who reads which message.
    fonts: {},
    ignoreIncludes: true,
    keepComments: false,
  });
  return { html, warnings: errors.map((e) => `${e.message} (${e.line})`) };
}

function textOf(html: string): string {
  return convert(html, {
    wordwrap: 90,
    limits: { maxInputLength: 1_000_000, maxDepth: 60 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'div[style^="display:none"]', format: 'skip' },
      { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true } },
    ],
  });
}

async function handle(request: Request): Promise<Compiled | Rendered> {
  if (request.kind === 'compile') return compile(request.mjml);
  const filled = fill(request.subject, request.html, request.data);
  return { ...filled, text: textOf(filled.html) };
}

if (!parentPort) throw new Error('worker.ts runs as a worker thread only');
const port = parentPort;

port.on('message', async (request: Request) => {
  let reply: Reply;
  try {
    reply = { ok: true, result: await handle(request) };
  } catch (error) {
    reply = { ok: false, fault: faultOf(error) };
  }
  port.postMessage(reply);
});

// The first compilation loads and optimises most of MJML: do it before the clock of a request runs.
await compile(
  '<mjml><mj-body><mj-section><mj-column><mj-text>.</mj-text></mj-column></mj-section></mj-body></mjml>',
);
port.postMessage(READY);
