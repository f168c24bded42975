// The process that startSpark.ts starts: knows which process groups and which folder are a server's, and ends what is left of them
// once its lifeline is cut. A process that is killed runs no handlers of its own.
import { rmSync } from 'node:fs';
import { untilCut } from '../client/untilCut.js';
import { killGroup } from './killGroup.js';

const told = (await untilCut()) ?? [];
const entries = told.map((line) => JSON.parse(line) as { group: number } | { folder: string });
for (const entry of entries) if ('group' in entry) killGroup(entry.group);
for (const entry of entries) {
  if ('folder' in entry)
    rmSync(entry.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
