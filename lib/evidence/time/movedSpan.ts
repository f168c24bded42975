import type { AccessLog } from '../../accesses/accessLog.js';
import type { Span } from '../../base/checks/span.js';
import { spanOfLog } from './windows.js';

/**
 * The span of a log that has changed. A given time stays; one that began or ended with the days of the log
 * still does.
 */
export function movedSpan(span: Span, before: AccessLog, after: AccessLog): Span {
  const [old, moved] = [spanOfLog(before), spanOfLog(after)];
  const edge = (name: 'first' | 'last') =>
    span[name].getTime() === old[name].getTime() ? moved[name] : span[name];
  return { first: edge('first'), last: edge('last') };
}
