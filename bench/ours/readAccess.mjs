// @ts-check
// A process of its own: reads a log by readAccess.
import { readAccess } from 'access-anomaly';
import { answer, timed, told } from './answer.mjs';

const { source, options } = told;
const { result, seconds } = await timed(() => readAccess(source, options));
answer({ seconds, events: result.report.rows, accesses: result.table.numRows });
