import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger, expectOneOf, expectText } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { checkUrl } from './checkUrl.js';
import { checkFindingOptions, FINDING_OPTIONS } from './findingsOf.js';
import { refuseSecrets, type ServiceName } from './secrets.js';
import type {
  AlertTarget,
  AzureTarget,
  FileTarget,
  RetryOptions,
  ServiceOptions,
  SplunkTarget,
} from './targets.js';

const FORMATS = ['csv', 'parquet', 'jsonl', 'ocsf'] as const satisfies FileTarget['format'][];
const RETRY_OPTIONS: (keyof RetryOptions)[] = ['maxRetries', 'retryDelayInMs', 'maxRetryDelayInMs'];
const SERVICE_OPTIONS = ['ledger', 'signal', 'retryOptions', ...FINDING_OPTIONS];

/**
 * Checks that all options of a target are known and usable, and normalises its URLs.
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
  checkShared(target, 'azure');
  const azure = checkOwn(target.azure, 'azure', ['endpoint', 'ruleId', 'streamName', 'credential']);
  const endpoint = checkUrl(azure.endpoint, { name: 'azure.endpoint', service: 'azure' });
  if (endpoint.pathname !== '/') {
    throw new RangeError(`Expected azure.endpoint without a path, got ${describe(endpoint.pathname)}`);
  }
  for (const name of ['ruleId', 'streamName'] as const) {
    // Other characters would become a part of the request's path.
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
  checkShared(target, 'splunk');
  const splunk = checkOwn(target.splunk, 'splunk', ['url', 'index', 'sourcetype']);
  const { origin, pathname } = checkUrl(splunk.url, { name: 'splunk.url', service: 'splunk' });
  for (const name of ['index', 'sourcetype'] as const) {
    if (splunk[name] !== undefined) expectText(`splunk.${name}`, splunk[name]);
  }
  // Splunk's own pages show the collector with its path.
  const path = pathname.replace(/\/+$/, '').replace(/\/services\/collector(\/event)?$/, '');
  return { ...target, splunk: { ...splunk, url: origin + path } };
}

/** The options that the services have in common. */
function checkShared(target: ServiceOptions, service: ServiceName): void {
  refuseSecrets(Object.keys(target), service);
  const article = service === 'azure' ? 'an' : 'a';
  checkNames(`options of ${article} ${service} target`, target, [service, ...SERVICE_OPTIONS]);
  const { ledger, signal, retryOptions } = target;
  checkFindingOptions(target);
  if (ledger !== undefined) expectText('ledger', ledger);
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new TypeError(`Expected signal to be an AbortSignal, got ${describe(signal)}`);
  }
  if (retryOptions === undefined) return;
  checkNames('retryOptions', checkObject('retryOptions', retryOptions), RETRY_OPTIONS);
  for (const name of RETRY_OPTIONS) {
    const value = retryOptions[name];
    if (value !== undefined) expectInteger(`retryOptions.${name}`, value, 0);
  }
}

/** The options of one service. */
function checkOwn<T extends object>(given: T, service: ServiceName, names: readonly string[]): T {
  checkObject(service, given);
  refuseSecrets(Object.keys(given), service);
  checkNames(`options of ${service}`, given, names);
  return given;
}

function checkObject<T extends object>(name: string, value: T): T {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`Expected ${name} to be an object, got ${describe(value)}`);
  }
  return value;
}
