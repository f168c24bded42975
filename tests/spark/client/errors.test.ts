import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { sparkError } from '../../../lib/spark/client/errors.js';
import { SparkError } from '../../../lib/spark/client/SparkError.js';
import { failed } from './failed.js';

const messageOf = (code: status, details: string) =>
  sparkError(failed(code, details), 'spark.example.com:15002', 'to read a table').message;

describe('sparkError', () => {
  // Real messages of Spark 4.1.4 servers.
  it.each([
    [
      status.UNAVAILABLE,
      'No connection established. Last error: connect ECONNREFUSED. Resolution note: ',
      'Expected a Spark Connect server at spark.example.com:15002 to read a table, got no answer ' +
        '(No connection established. Last error: connect ECONNREFUSED): is it running, and is the port that of Spark Connect?',
    ],
    [
      status.INTERNAL,
      '[INVALID_HANDLE.SESSION_CLOSED] The handle 1 is invalid. Session was closed. SQLSTATE: HY000',
      /the session has expired, or the server was restarted: connect again by connectSpark/,
    ],
    [
      status.INTERNAL,
      'Cannot call methods on a stopped SparkContext.\nThis stopped SparkContext was created at:\n\norg.apache.spark.A.main(A.scala)\n',
      /^Spark failed to read a table: Cannot call methods on a stopped SparkContext\. \(Spark's context has stopped on the server: restart the server\)$/,
    ],
    [
      status.INTERNAL,
      'Job aborted due to stage failure: Lost task 0.3: java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.X',
      /Java heap space \(the server ran out of memory: give .*spark\.executor\.memory/,
    ],
    [
      status.INTERNAL,
      'Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited) Reason: Command exited with code 3',
      /\(a stage failed too often: see the log of its executor, which may have had too little memory/,
    ],
    [status.UNAUTHENTICATED, 'Invalid authentication token', /to take our token, got "Invalid.*;token=/],
    [status.UNIMPLEMENTED, 'unknown method', /^Expected a server of Spark Connect 4\.1 or later/],
    [
      status.DEADLINE_EXCEEDED,
      'Deadline exceeded',
      /^Expected an answer of spark\.example\.com:15002 in time/,
    ],
  ])('%s %s', (code, details, wanted) => {
    const message = messageOf(code, details);
    if (typeof wanted === 'string') expect(message).toBe(wanted);
    else expect(message).toMatch(wanted);
    expect(sparkError(failed(code, details), 'a', 'b')).toBeInstanceOf(SparkError);
  });

  it('leaves errors that are not of the wire as they are', () => {
    const error = new RangeError('Expected one');
    expect(sparkError(error, 'a', 'b')).toBe(error);
  });
});
