import { checkNames } from '../base/checks/checkNames.js';
import { checkUrl } from './checkUrl.js';
import type { AlertTarget } from './targets.js';

/**
 * A target as text: `azure:https://<endpoint>/<ruleId>/<streamName>`,
 * `splunk:https://<host>:8088?index=..&sourcetype=..`, else a path.
 *
 * @throws RangeError or TypeError saying what is wrong, without the text, which may hold a secret
 */
export function parseTarget(text: string): AlertTarget {
  const [, service, address] = /^\s*(azure|splunk):(.*)$/is.exec(text) ?? [];
  if (service === undefined) {
    // A file's name holds no secrets, so errors may repeat it; a mistyped address might.
    if (/^\s*[\w+.-]*:?https?:/i.test(text)) {
      throw new RangeError('Expected azure:https://... or splunk:https://... or a path, got another address');
    }
    return { path: text };
  }
  return service.toLowerCase() === 'azure' ? parseAzure(address) : parseSplunk(address);
}

function parseAzure(address: string): AlertTarget {
  const { origin, pathname } = checkUrl(address, { name: 'an azure: target', service: 'azure' });
  const parts = pathname.replace(/\/$/, '').split('/').slice(1);
  if (parts.length !== 2) {
    throw new RangeError(
      `Expected azure:https://<endpoint>/<ruleId>/<streamName>, got ${parts.filter(Boolean).length} of the last two`,
    );
  }
  return { azure: { endpoint: origin, ruleId: parts[0], streamName: parts[1] } };
}

function parseSplunk(address: string): AlertTarget {
  const url = checkUrl(address, { name: 'a splunk: target', service: 'splunk', parameters: true });
  const parameters = Object.fromEntries(url.searchParams);
  checkNames('parameters of a splunk: target', parameters, ['index', 'sourcetype']);
  url.search = '';
  return { splunk: { url: url.href, ...parameters } };
}
