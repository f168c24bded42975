// @ts-check
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/paths.mjs';

const folder = path.join(build, 'bench', 'logs');

const FIRST = Date.UTC(2026, 2, 1);
const ACCOUNT = '111122223333';
const MOST_IN_FOLDER = 1000;

/**
 * An event of AWS CloudTrail, as many fields as real ones have; the same for a number everywhere. One in 40
 * is refused.
 * @param {number} n
 */
function trailEvent(n) {
  const user = ((n * 2654435761) >>> 0) % 5000;
  const action = ((n * 40503) >>> 0) % 200;
  const role = { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/R${user % 50}`, userName: `R${user % 50}` };
  return {
    eventVersion: '1.09',
    userIdentity: {
      ...{ type: n % 7 ? 'IAMUser' : 'AssumedRole', principalId: `AIDA${user}`, userName: `u${user}` },
      ...{ arn: `arn:aws:iam::${ACCOUNT}:user/u${user}`, accountId: ACCOUNT, accessKeyId: `AKIA${user}` },
      ...(n % 7
        ? {}
        : { sessionContext: { sessionIssuer: role, attributes: { mfaAuthenticated: 'false' } } }),
    },
    eventTime: `${new Date(FIRST + 1000 * n).toISOString().slice(0, 19)}Z`,
    eventSource: `svc${action % 20}.amazonaws.com`,
    eventName: `Do${action}`,
    awsRegion: 'eu-west-1',
    sourceIPAddress: `192.0.2.${n % 250}`,
    userAgent: 'aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/linux#5.10',
    requestParameters: { bucketName: `b${n % 1000}`, Host: 's3.amazonaws.com', acl: '' },
    responseElements: null,
    requestID: `r-${n}-4e19-47a8-a5a3-3f1d`,
    eventID: `${n.toString(16).padStart(8, '0')}-4e19-47a8-a5a3-3f1d3c9a5b7e`,
    ...{ readOnly: true, eventType: 'AwsApiCall', managementEvent: true, eventCategory: 'Management' },
    recipientAccountId: ACCOUNT,
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
    ...(n % 40 ? {} : { errorCode: 'AccessDenied' }),
  };
}

/**
 * One file of JSON, a line an event.
 * @param {number} count
 * @returns {Promise<string>} the file, made if it isn't there yet
 */
export async function generateLines(count) {
  const file = path.join(folder, `trail-${count}.jsonl`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.draft`;
  const out = createWriteStream(draft);
  for (let from = 0; from < count; from += 5000) {
    const lines = Array.from({ length: Math.min(5000, count - from) }, (_, n) => trailEvent(from + n));
    const text = lines.map((event) => `${JSON.stringify(event)}\n`).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  renameSync(draft, file);
  return file;
}

/**
 * A folder of small packed files, as `aws s3 sync` leaves them: so many records in `Records` each, 1,000
 * files a folder.
 * @param {number} count
 * @param {number} records
 * @returns {string} the folder, made if it isn't there yet
 */
export function generateFiles(count, records) {
  const whole = path.join(folder, `AWSLogs-${count}-of-${records}`);
  if (existsSync(whole)) return whole;
  const draft = `${whole}.draft`;
  for (let file = 0; file < count; file++) {
    const day = String(1 + Math.floor(file / MOST_IN_FOLDER)).padStart(3, '0');
    const own = path.join(draft, ACCOUNT, 'CloudTrail', `eu-west-${file % 4}`, '2026', day);
    if (file % MOST_IN_FOLDER < 4) mkdirSync(own, { recursive: true });
    const events = Array.from({ length: records }, (_, n) => trailEvent(records * file + n));
    writeFileSync(path.join(own, `trail_${file}.json.gz`), gzipSync(JSON.stringify({ Records: events })));
  }
  renameSync(draft, whole);
  return whole;
}
