// The process that releaseAtExit.ts starts.
import { Channel } from './Channel.js';
import type { OpenSession } from './releaseAtExit.js';
import { untilParentEnds } from './runAtExit.js';

const lines = await untilParentEnds();
if (lines !== null) {
  const { connection, identity } = JSON.parse(lines[0]) as OpenSession;
  const channel = new Channel(connection);
  await channel.unary('releaseSession', identity, 20_000).catch(() => {});
  channel.close();
}
