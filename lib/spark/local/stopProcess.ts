// The process that startSpark.ts starts: ends a server's process groups, and removes its folder.
import { rmSync } from 'node:fs';
import { untilParentEnds } from '../client/runAtExit.js';
import { killGroup } from './killGroup.js';

const lines = (await untilParentEnds()) ?? [];
const entries = lines.map((line) => JSON.parse(line) as { group?: number; folder?: string });
for (const { group } of entries) if (group !== undefined) killGroup(group);
for (const { folder } of entries) {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
