import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { untilReady } from '../../../lib/spark/local/untilReady.js';

const TOKEN = 'a-secret-that-nobody-may-see';

/** A program that logs a text, and goes on. */
const logging = (text: string) => {
  const code = `process.stdout.write(${JSON.stringify(text)}); setInterval(() => {}, 60_000)`;
  return spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'pipe'] });
};
const waiting = (child: ReturnType<typeof logging>) =>
  untilReady(child, 'a program', /ready/, undefined, [TOKEN]);

it('resolves once a log says so', async () => {
  const child = logging('ready');
  await expect(waiting(child)).resolves.toBe(undefined);
  child.kill();
});

it('shows the end of the log of a program that does not start, on its lines, without secrets', async () => {
  const child = logging(`first\n\tat java\ntoken ${TOKEN}\n${encodeURIComponent(TOKEN)}\u202e`);
  const started = waiting(child);
  // It has read it all by then.
  child.stdout.on('data', () => child.kill());
  await expect(started).rejects.toThrow(
    /^Expected a program to start, got exit code SIGTERM:\nfirst\ntoken \*\*\*\n\*\*\*\\u202e$/,
  );
});
