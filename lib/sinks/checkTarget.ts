import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger, expectOneOf, expectText } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { checkUrl } from './checkUrl.js';
import { checkFindingOptions, FINDING_OPTIONS } from './findingsOf.js';
import { refuseSecrets } from './secrets.js';
import type {
  AlertTarget,
  AzureTarget,
  FileTarget,
  RetryOptions,
  ServiceOptions,
  SplunkTarget,
} from './targets.js';

const FORMATS = ['csv', 'parquet', 'jsonl', 'ocsf'] as const satisfies FileTarget['format'][];

const SERVICE_OPTIONS = ['ledger', 'signal', 'retryOptions', ...FINDING_OPTIONS];

/**
 * A target whose options are all known and usable, its URLs in one form.
 *
 * @throws RangeError or TypeError naming the option
 */
export function checkTarget(target: AlertTarget): AlertTarget {
  if (typeof target !== 'object' || target === null) {
    throw new TypeError(`Expected a path or a target, got ${describe(target)}`);
  }
  if ('azure' in target) return checkAzure(target);
  if ('splunk' in target) return checkSplunk(target);
  checkNames('options of a file', target, ['path', 'format', ...FINDING_OPTIONS]);
  expectText('path', target.path);
  if (target.format !== undefined) expectOneOf('format', target.format, FORMATS);
  checkFindingOptions(target);
  return target;
}

function checkAzure(target: AzureTarget): AzureTarget {
  refuseSecrets(Object.keys(target), 'azure');
  checkNames('options of an azure target', target, ['azure', ...SERVICE_OPTIONS]);
  checkShared(target);
  const azure = checkObject('azure', target.azure);
  refuseSecrets(Object.keys(azure), 'azure');
  checkNames('options of azure', azure, ['endpoint', 'ruleId', 'streamName', 'credential']);
  const endpoint = checkUrl(azure.endpoint, { name: 'azure.endpoint', service: 'azure' });
  if (endpoint.pathname !== '/') {
    throw new RangeError(`Expected azure.endpoint without a path, got ${describe(endpoint.pathname)}`);
  }
  for (const name of ['ruleId', 'streamName'] as const) {
    // What else is in it would become a part of the request's path.
    if (!/^[\w-]+$/.test(expectText(`azure.${name}`, azure[name]))) {
      throw new RangeError(
        `Expected azure.${name} of letters, digits, - and _, got ${describe(azure[name])}`,
      );
    }
  }
  if (azure.credential !== undefined && typeof azure.credential?.getToken !== 'function') {
    throw new TypeError('Expected azure.credential to have a method getToken, got something else');
  }
  return { ...target, azure: { ...azure, endpoint: endpoint.origin } };
}

function checkSplunk(target: SplunkTarget): SplunkTarget {
  refuseSecrets(Object.keys(target), 'splunk');
  checkNames('options of a splunk target', target, ['splunk', ...SERVICE_OPTIONS]);
  checkShared(target);
  const splunk = checkObject('splunk', target.splunk);
  refuseSecrets(Object.keys(splunk), 'splunk');
  checkNames('options of splunk', splunk, ['url', 'index', 'sourcetype']);
  const { origin, pathname } = checkUrl(splunk.url, { name: 'splunk.url', service: 'splunk' });
  for (const name of ['index', 'sourcetype'] as const) {
    if (splunk[name] !== undefined) expectText(`splunk.${name}`, splunk[name]);
  }
  // Splunk's own pages show the collector with its path.
  const path = pathname.replace(/\/+$/, '').replace(/\/services\/collector(\/event)?$/, '');
  return { ...target, splunk: { ...splunk, url: origin + path } };
}

function checkShared(target: ServiceOptions): void {
  const { ledger, signal, retryOptions } = target;
  checkFindingOptions(target);
  if (ledger !== undefined) expectText('ledger', ledger);
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new TypeError(`Expected signal to be an AbortSignal, got ${describe(signal)}`);
  }
  if (retryOptions === undefined) return;
  const names = [
    'maxRetries',
    'retryDelayInMs',
    'maxRetryDelayInMs',
  ] as const satisfies (keyof RetryOptions)[];
  checkNames('retryOptions', checkObject('retryOptions', retryOptions), names);
  for (const name of names) {
    const value = retryOptions[name];
    if (value !== undefined) expectInteger(`retryOptions.${name}`, value, 0);
  }
}

function checkObject<T extends object>(name: string, value: T): T {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`Expected ${name} to be an object, got ${describe(value)}`);
  }
  return value;
}
