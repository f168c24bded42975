import { withoutZone } from '../fields/logAnalytics.js';

/** A form in which collectors and portals keep logs. */
interface Shape {
  /** To follow the log's name in a sentence: 'as Athena exports it'. */
  name: string;
  /** Fields, or their beginnings up to a dot or bracket, which all have to exist. */
  all: readonly string[];
  /** Fields of which at least one has to exist, too. */
  any?: readonly string[];
}

const SHAPES: readonly Shape[] = [
  { name: 'as Elasticsearch exports it', all: ['_source', '_index'] },
  { name: 'as Winlogbeat writes it', all: ['winlog', '@timestamp'] },
  {
    name: 'as Elastic stores it (ECS)',
    all: ['@timestamp'],
    any: ['ecs.version', 'event.dataset', 'event.module', 'event.original', 'event.category'],
  },
  { name: 'as `aws cloudtrail lookup-events` prints it', all: ['CloudTrailEvent'] },
  { name: 'as EventBridge wraps it', all: ['detail', 'detail-type'] },
  { name: 'as Athena exports it', all: ['useridentity', 'eventsource', 'eventname'] },
  { name: 'as Microsoft Graph gives it', all: ['auditData', 'auditLogRecordType'] },
  { name: 'as Search-UnifiedAuditLog exports it', all: ['AuditData', 'UserIds'] },
  { name: 'as the Purview portal exports it', all: ['AuditData', 'RecordId'] },
  {
    name: 'as an Event Hub wraps it',
    all: ['properties', 'category', 'time'],
    any: ['operationName', 'resourceId'],
  },
  { name: 'as the Entra portal exports it', all: ['Date (UTC)', 'Application'] },
  { name: 'as the Entra portal exports it', all: ['CreatedDateTime', 'Browser', 'OS'] },
  { name: 'as evtx_dump writes it', all: ['Event.System'] },
  { name: 'as EvtxECmd writes it', all: ['Payload', 'EventId', 'Channel'] },
  { name: 'as Get-WinEvent exports it', all: ['MachineName', 'ProviderName', 'Id'] },
  { name: 'as NXLog writes it', all: ['EventReceivedTime', 'SourceModuleName'] },
  { name: 'as Wazuh keeps it', all: ['data.win.system'] },
  { name: 'as CloudWatch Logs exports it', all: ['@message'] },
  { name: 'as CloudWatch Logs exports it', all: ['message', 'logStreamName'] },
  { name: 'as Splunk exports it', all: [], any: ['_raw', 'result._raw'] },
  { name: 'as Zeek writes it', all: ['ts', 'uid'], any: ['id.orig_h', 'id.resp_h'] },
];

const SENTINEL = 'as Microsoft Sentinel (Log Analytics) exports it';

/**
 * In which form a log is, by the names of its fields, to be said after the log's name: `okta` + ' ' + 'as
 * Microsoft Sentinel (Log Analytics) exports it'. Null if it may be as its vendor writes it.
 */
export function shapeOf(fields: ReadonlySet<string>): string | null {
  const names = [...fields];
  if (isOfSentinel(names)) return SENTINEL;
  const has = (name: string) =>
    names.some((field) => field === name || (field.startsWith(name) && /[.[]/.test(field[name.length])));
  const shape = SHAPES.find(({ all, any }) => all.every(has) && (any === undefined || any.some(has)));
  return shape?.name ?? null;
}

/** Sentinel's tables have TimeGenerated, and their own name and workspace, or endings that say the type. */
function isOfSentinel(names: readonly string[]): boolean {
  if (!names.map(withoutZone).includes('TimeGenerated')) return false;
  const typed = names.filter((name) => /[a-z]_[sdtgb]$/i.test(name));
  if (typed.length >= 3 || names.some((name) => name.endsWith(' [UTC]'))) return true;
  return ['TenantId', 'Type', 'SourceSystem', 'AADTenantId', '_ResourceId'].some((name) =>
    names.includes(name),
  );
}
