import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, is, isAbove, isFilled, matches, not } from './shorthand.js';

const USER: Value = [
  'userIdentity.email',
  'Identity.email',
  'userIdentity.subjectName',
  'Identity.subjectName',
];

const TIME: Value = ['timestamp', 'event_time', 'TimeGenerated', 'time'];

/** Parameters that name the data: a table, view, volume, model or schema of Unity Catalog, or a path. */
const DATA = [
  'full_name_arg',
  'table_full_name',
  'volume_full_name',
  'schema_full_name_arg',
  'catalog_name_arg',
  'securable_full_name',
  'path',
  'notebookFullPath',
].map((name) => `requestParams.${name}`);

/**
 * Databricks' audit logs: the JSON files that accounts deliver, the table system.access.audit, Azure's
 * diagnostic records (under `properties`) and its tables of Log Analytics (DatabricksUnityCatalog and its
 * neighbours). Names that are no address are services: service principals (by their id), System-User.
 */
export const databricks: Profile = {
  title: "Databricks' audit logs",
  url: 'https://docs.databricks.com/aws/en/admin/account-settings/audit-logs',
  within: places('properties'),
  access: all(isFilled('serviceName'), isFilled('actionName'), isFilled([USER, 'requestId'])),
  failed: isAbove('response.statusCode', 399),
  tenant: ['workspaceId', 'orgId', { of: '_ResourceId', match: '(?i)/workspaces/([^/]+)' }, 'accountId'],
  user: USER,
  res: [...DATA, { join: ['serviceName', 'actionName'], with: ':' }],
  time: TIME,
  // A slow request appears twice, with the same id.
  id: ['event_id', { join: ['requestId', 'actionName', TIME], with: '/' }],
  accounts: { anonymous: is(USER, 'anonymous'), service: all(isFilled(USER), not(matches(USER, '@'))) },
  operation: 'actionName',
  result: 'response.statusCode',
  context: {
    network: { of: 'sourceIPAddress', family: 'network' },
    client: { of: 'userAgent', family: 'client' },
    device: { of: 'userAgent', family: 'device' },
  },
};
