// @ts-check
// A process of its own: looks at a log by inspectLog.
import { inspectLog } from 'access-anomaly';
import { answer, timed, told } from './answer.mjs';

const { result, seconds } = await timed(() => inspectLog(told.source));
const { rows, files, profile } = result;
answer({ seconds, rows, looked: files.looked, profile });
