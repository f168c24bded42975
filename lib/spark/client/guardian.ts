// The process that guard.ts starts: reads whose session it guards, waits until its pipe closes, and releases the session.
import { Channel } from './Channel.js';
import type { Guarded } from './guard.js';

let text = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) text += chunk;
const [first = '', last] = text.split('\n');
if (last !== 'released' && first !== '') {
  const { connection, identity } = JSON.parse(first) as Guarded;
  const channel = new Channel(connection);
  await channel.unary('releaseSession', identity, 20_000).catch(() => {});
  channel.close();
}
