import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const TYPE: Value = ['entity.type', 'entity.entity_type'];
const ACTION: Value = [
  'action',
  { cases: [{ when: { field: 'slack.audit.entity.entity_type', filled: true }, use: 'event.action' }] },
];
const USER: Value = ['actor.user.email', 'user.email', 'actor.user.name', 'actor.user.id', 'user.id'];
const AGENT: Value = ['context.ua', 'user_agent.original'];

/**
 * Slack's audit logs, of Enterprise Grid: `{"entries": [...]}` of the Audit Logs API, Log Analytics'
 * SlackAudit_CL, and Elastic.
 *
 * - tenant: the workspace or organisation it happened in
 * - user: the actor's email, else its name or id
 * - resource: what the action is on with its kind: `channel:general`, `file:plan.pdf`, `workspace:Example`
 * - failed: actions whose name says so (`user_login_failed`)
 * - service: actors of another type than user, and bots
 */
export const slack: Profile = {
  title: "Slack's audit logs",
  url: 'https://api.slack.com/admins/audit-logs-call',
  within: places('slack.audit'),
  access: {
    all: [
      { field: ACTION, filled: true },
      { field: TYPE, filled: true },
    ],
  },
  failed: { field: ACTION, matches: '(?i)fail|denied' },
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
    service: {
      any: [
        { field: 'actor.type', not: 'user' },
        { field: 'actor.user.is_bot', is: true },
        { field: 'actor.user.id', is: 'USLACKBOT' },
      ],
    },
  },
  context: {
    network: { of: ['context.ip_address', 'source.ip'], family: 'network' },
    country: 'source.geo.country_iso_code',
    client: { of: AGENT, family: 'client' },
    device: { of: AGENT, family: 'device' },
  },
};
