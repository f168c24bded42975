import { type ServiceError, status } from '@grpc/grpc-js';
import { cleanError } from '../../base/text/cleanError.js';
import { maskSecrets } from '../../base/text/maskSecrets.js';
import { shownAnswer } from '../../base/text/shownAnswer.js';
import { SparkError } from './SparkError.js';
import { CONNECT_AGAIN } from './sessionCheck.js';

/** The cause of a failure and its remedy, by the server's message. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/INVALID_HANDLE\.SESSION_(CLOSED|NOT_FOUND|CHANGED)|SESSION_CHANGED/, CONNECT_AGAIN],
  [
    /SparkContext (was shut down|has been shutdown|is stopping)|stopped SparkContext|SparkContext\(\)? .*stop/i,
    "Spark's context has stopped on the server: restart the server",
  ],
  [
    /OutOfMemoryError|Java heap space|GC overhead limit|exceeded memory|spark\.driver\.maxResultSize/i,
    'the server ran out of memory: give its driver and executors more (spark.driver.memory, spark.executor.memory), or ask for less at once',
  ],
  [
    /Mkdirs failed|Permission denied|AccessDenied|AccessControlException|Read-only file system|No space left/i,
    'the server or one of its workers can not write there',
  ],
  [/StackOverflowError/, 'the plan grew too deep: set spark.checkpoint.dir on the server, and restart it'],
  [
    /RejectedExecutionException/,
    'an executor is shutting down, after a failure of its own, often of its memory (spark.executor.memory): try again',
  ],
  [
    /ExecutorLost|Slave lost|executor .* (lost|exited)|Job aborted due to stage failure/i,
    'a stage failed too often: see the log of its executor, which may have had too little memory (spark.executor.memory)',
  ],
  [/PATH_NOT_FOUND|Path does not exist/, 'paths are those of the server'],
];

/** How many characters of a server's message are passed on. */
const LONGEST_ANSWER = 2000;

/**
 * The error of a call, with what to do. Neither it nor its cause holds a secret, in the forms that
 * `maskSecrets` knows, or invisible characters.
 *
 * @param doing what was tried: 'to score the table'
 * @param secrets texts that the server was sent and may repeat
 */
export function sparkError(
  error: unknown,
  address: string,
  doing: string,
  secrets: readonly string[] = [],
): Error {
  // It may quote the server.
  if (error instanceof SparkError) return cleanError(error, secrets);
  if (!isServiceError(error)) return error instanceof Error ? error : new Error(String(error));
  const says = saysOf(error, secrets);
  // Our own queries raise these.
  const raised = /\[USER_RAISED_EXCEPTION\] (Expected .*?)(?: SQLSTATE|$)/.exec(says)?.[1];
  const message = raised ?? explain(error, says, address, doing);
  const cause = cleanError(error, secrets);
  return raised === undefined ? new SparkError(message, { cause }) : new RangeError(message, { cause });
}

function explain(error: ServiceError, says: string, address: string, doing: string): string {
  switch (error.code) {
    case status.UNAVAILABLE:
      if (/SSL routines|wrong version number/.test(says)) {
        return `Expected a server at ${address} that speaks TLS ${doing}, got one that doesn't: a token is sent by TLS alone, but to this machine`;
      }
      return `Expected a Spark Connect server at ${address} ${doing}, got no answer (${says.replace(/\.? Resolution note:.*$/s, '')}): is it running, and is the port that of Spark Connect?`;
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
      return `Expected the server at ${address} to take our token, got "${says}": give the right one by ;token=... or SPARK_CONNECT_AUTHENTICATE_TOKEN`;
    case status.DEADLINE_EXCEEDED:
      return `Expected an answer of ${address} in time ${doing}, got none`;
    case status.UNIMPLEMENTED:
      return `Expected a server of Spark Connect 4.1 or later at ${address} ${doing}, got one that doesn't know the request (${says})`;
  }
  const remedy = REMEDIES.find(([pattern]) => pattern.test(says) || pattern.test(error.message))?.[1];
  return `Spark failed ${doing}: ${says}${remedy ? ` (${remedy})` : ''}`;
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'details' in error && typeof error.code === 'number';
}

/** The server's message without the JVM's stack, or places in it, which some messages carry. */
function saysOf({ details, message }: ServiceError, secrets: readonly string[]): string {
  // This comes first, since a secret may span several lines.
  const lines = maskSecrets(details || message, secrets).split('\n');
  const end = lines.findIndex((line) =>
    /^\s+at |^JVM stacktrace|^This stopped SparkContext was created at|^[\w.$/]+\([\w. :]+\)$/.test(line),
  );
  return shownAnswer(lines.slice(0, end < 0 ? 20 : end).join('\n'), [], LONGEST_ANSWER);
}
