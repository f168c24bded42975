import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isFilled, isNot, matches, when } from './shorthand.js';

const TYPE: Value = ['entity.type', 'entity.entity_type'];
const ACTION: Value = ['action', when(isFilled('slack.audit.entity.entity_type'), 'event.action')];
const USER: Value = ['actor.user.email', 'user.email', 'actor.user.name', 'actor.user.id', 'user.id'];
const AGENT: Value = ['context.ua', 'user_agent.original'];

/**
 * Slack's audit logs, of Enterprise Grid: `{"entries": [...]}` of the Audit Logs API, Log Analytics'
 * SlackAudit_CL, and Elastic. The name of an action says whether it failed (`user_login_failed`).
 */
export const slack: Profile = {
  title: "Slack's audit logs",
  url: 'https://api.slack.com/admins/audit-logs-call',
  within: places('slack.audit'),
  access: all(isFilled(ACTION), isFilled(TYPE)),
  failed: matches(ACTION, '(?i)fail|denied'),
  tenant: [
    'context.location.domain',
    'context.domain',
    'context.location.name',
    'context.location.id',
    'context.id',
  ],
  user: USER,
  res: {
    join: [
      TYPE,
      [
        'entity.channel.name',
        'entity.channel.id',
        'entity.file.name',
        'entity.file.title',
        'entity.file.id',
        'entity.app.name',
        'entity.workspace.name',
        'entity.enterprise.name',
        'entity.usergroup.name',
        'entity.workflow.name',
        'entity.message.channel',
        'entity.huddle.id',
        'entity.role.name',
        'entity.user.email',
        'entity.user.id',
        'entity.name',
        'entity.email',
        'entity.id',
      ],
    ],
    with: ':',
  },
  time: ['date_create', '@timestamp', 'TimeGenerated'],
  id: ['id', 'event.id'],
  accounts: {
    service: any(
      isNot('actor.type', 'user'),
      is('actor.user.is_bot', true),
      is('actor.user.id', 'USLACKBOT'),
    ),
  },
  operation: ACTION,
  result: { of: ACTION, match: '(?i)(fail[a-z]*|denied)' },
  context: {
    network: { of: ['context.ip_address', 'source.ip'], family: 'network' },
    country: 'source.geo.country_iso_code',
    client: { of: AGENT, family: 'client' },
    device: { of: AGENT, family: 'device' },
  },
};
