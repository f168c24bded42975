import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isFilled, isNot, matches, when } from './shorthand.js';

const EVENT: Value = ['eventType', 'EventOriginalType'];
const ACTOR: Value = ['actor.alternateId', 'OriginalActorAlternateId', 'ActorUsername', 'actor.id'];
const APPLICATION: Value = [
  'target[type=AppInstance].displayName',
  'OriginalTarget[type=AppInstance].displayName',
  'target[type=AppInstance].alternateId',
  'OriginalTarget[type=AppInstance].alternateId',
  numberedTarget(0),
  numberedTarget(1),
  numberedTarget(2),
];

/** The console's CSV has the targets side by side: `target0.type`, `target0.display_name`. */
function numberedTarget(n: number): Value {
  const isApplication = is(`target${n}.type`, 'AppInstance');
  return when(isApplication, [`target${n}.displayName`, `target${n}.alternateId`]);
}
const AGENT: Value = ['client.userAgent.rawUserAgent', 'HttpUserAgent', 'user_agent.original'];

/**
 * Okta's System Log: sign-ins to applications (`user.authentication.*` with a target of type AppInstance), as
 * the API, log streams and EventBridge give it, in Log Analytics (Okta_CL, OktaV2_CL), and in Elastic. The
 * log doesn't name its organisation, so there is one tenant.
 */
export const okta: Profile = {
  title: "Okta's System Log",
  url: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog',
  within: places('detail', 'okta'),
  access: all(matches(EVENT, '^user\\.authentication'), isFilled(APPLICATION)),
  failed: isNot(['outcome.result', 'OriginalOutcomeResult'], ['SUCCESS', 'ALLOW']),
  user: ACTOR,
  res: APPLICATION,
  time: ['published', '@timestamp', 'TimeGenerated', 'timestamp'],
  id: ['uuid', 'EventOriginalUid', 'event.id'],
  accounts: {
    service: any(
      isNot(['actor.type', 'OriginalUserType', 'ActorUserType'], ['User', 'Regular']),
      is(ACTOR, 'system@okta.com'),
    ),
  },
  operation: EVENT,
  result: ['outcome.result', 'OriginalOutcomeResult'],
  context: {
    network: { of: ['client.ipAddress', 'client.ip', 'SrcIpAddr'], family: 'network' },
    country: ['client.geographicalContext.country', 'SrcGeoCountry', 'client.geo.country_name'],
    asn: ['securityContext.asNumber', 'client.as.number'],
    client: { of: ['client.userAgent.browser', AGENT], family: 'client' },
    device: { of: ['client.userAgent.os', AGENT], family: 'device' },
  },
};
