// The process that startSpark.ts starts: reads which process groups and which folder are a server's, waits until its pipe closes, and
// ends what is left of them. A process that is killed runs no handlers of its own.
import { rmSync } from 'node:fs';

let text = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) text += chunk;
const lines = text.split('\n').filter((line) => line !== '');
if (lines.at(-1) !== 'stopped') {
  const entries = lines.map((line) => JSON.parse(line) as { group: number } | { folder: string });
  for (const entry of entries) if ('group' in entry) kill(entry.group);
  for (const entry of entries) {
    if ('folder' in entry)
      rmSync(entry.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It is gone.
  }
}
