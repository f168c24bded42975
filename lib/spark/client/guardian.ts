// The process that guard.ts starts: knows whose session it guards, and releases the session once its lifeline is cut.
import { Channel } from './Channel.js';
import type { Guarded } from './guard.js';
import { untilCut } from './untilCut.js';

const told = await untilCut();
if (told !== null) {
  const { connection, identity } = JSON.parse(told[0]) as Guarded;
  const channel = new Channel(connection);
  await channel.unary('releaseSession', identity, 20_000).catch(() => {});
  channel.close();
}
