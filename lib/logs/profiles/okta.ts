import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

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
  const isApplication = { field: `target${n}.type`, is: 'AppInstance' };
  return { cases: [{ when: isApplication, use: [`target${n}.displayName`, `target${n}.alternateId`] }] };
}
const AGENT: Value = ['client.userAgent.rawUserAgent', 'HttpUserAgent', 'user_agent.original'];

/**
 * Okta's System Log: sign-ins to applications (`user.authentication.*` with a target of type AppInstance), as
 * the API, log streams and EventBridge give it, in Log Analytics (Okta_CL, OktaV2_CL), and in Elastic.
 *
 * - tenant: one, since the log doesn't name its organisation
 * - user: actor.alternateId; resource: the target's displayName, else its alternateId
 * - failed: outcome.result other than SUCCESS and ALLOW
 * - service: actors of another type than User, and Okta's own system@okta.com
 */
export const okta: Profile = {
  title: "Okta's System Log",
  url: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog',
  within: places('detail', 'okta'),
  access: {
    all: [
      { field: EVENT, matches: '^user\\.authentication' },
      { field: APPLICATION, filled: true },
    ],
  },
  failed: { field: ['outcome.result', 'OriginalOutcomeResult'], not: ['SUCCESS', 'ALLOW'] },
  user: ACTOR,
  res: APPLICATION,
  time: ['published', '@timestamp', 'TimeGenerated', 'timestamp'],
  id: ['uuid', 'EventOriginalUid', 'event.id'],
  accounts: {
    service: {
      any: [
        { field: ['actor.type', 'OriginalUserType', 'ActorUserType'], not: ['User', 'Regular'] },
        { field: ACTOR, is: 'system@okta.com' },
      ],
    },
  },
  context: {
    network: { of: ['client.ipAddress', 'client.ip', 'SrcIpAddr'], family: 'network' },
    country: ['client.geographicalContext.country', 'SrcGeoCountry', 'client.geo.country_name'],
    asn: ['securityContext.asNumber', 'client.as.number'],
    client: { of: ['client.userAgent.browser', AGENT], family: 'client' },
    device: { of: ['client.userAgent.os', AGENT], family: 'device' },
  },
};
