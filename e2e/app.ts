import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `quen start --json` prints once it is ready. */
export interface Started {
  console: string;
  counter: string;
  portal: string;
  docs: string;
  readyInMs: number;
  demo: {
    password: string;
    staff: { role: string; email: string }[];
    member: { phone: string; name: string };
  };
}

export interface App extends Started {
  /** The database's folder, for commands that work beside the running server. */
  env: NodeJS.ProcessEnv;
  /** Lines the server has logged so far. */
  logged(): string[];
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
const READY_MS = 240_000;

/** Starts Quen as a newcomer does, in a folder of its own, with mail going to the given server. */
export async function startApp(smtpPort: number): Promise<App> {
  const folder = await mkdtemp(join(tmpdir(), 'quen-story-'));
  const port = await freePort();
  const env = {
    ...process.env,
    QUEN_DATA: folder,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    QUEN_ENV: 'development',
  };
  const child = spawn(process.execPath, ['server/main/cli.ts', '--json', 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const started = await ready(child, lines);
  return {
    ...started,
    env,
    logged: () => lines,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with the line on stdout that names the addresses. */
function ready(child: ChildProcess, lines: string[]): Promise<Started> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`not ready in time:\n${lines.join('\n')}`)),
      READY_MS,
    );
    child.once('exit', (code) => fail(new Error(`ended with ${code}:\n${lines.join('\n')}`)));
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const complete = text.split('\n');
      text = complete.pop() as string;
      for (const line of complete) {
        lines.push(line);
        if (!line.startsWith('{"console"')) continue;
        clearTimeout(timer);
        done(JSON.parse(line) as Started);
      }
    });
    child.stderr?.on('data', (chunk: Buffer) =>
      lines.push(...chunk.toString().split('\n').filter(Boolean)),
    );
  });
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
