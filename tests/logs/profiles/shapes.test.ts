import { expect, it } from 'vitest';
import { shapeOf } from '../../../lib/logs/profiles/shapes.js';

it.each([
  [
    'as Microsoft Sentinel (Log Analytics) exports it',
    'TenantId TimeGenerated actor_alternateId_s uuid_g published_t',
  ],
  ['as Microsoft Sentinel (Log Analytics) exports it', 'TimeGenerated,UserPrincipalName,AADTenantId'],
  ['as Microsoft Sentinel (Log Analytics) exports it', 'TimeGenerated [UTC],UserPrincipalName'],
  [
    'as an Event Hub wraps it',
    'time resourceId category operationName properties.id properties.createdDateTime',
  ],
  [
    'as Search-UnifiedAuditLog exports it',
    'RecordType CreationDate UserIds Operations AuditData.Id AuditData.UserId',
  ],
  ['as the Purview portal exports it', 'RecordId CreationDate RecordType Operation UserId AuditData.Id'],
  ['as Microsoft Graph gives it', 'id auditLogRecordType userId auditData.Id'],
  ['as Athena exports it', 'eventversion useridentity.type useridentity.arn eventsource eventname'],
  ['as `aws cloudtrail lookup-events` prints it', 'EventId EventName Username CloudTrailEvent.eventID'],
  ['as EventBridge wraps it', 'version id detail-type source detail.eventName detail.eventSource'],
  ['as Winlogbeat writes it', '@timestamp winlog.event_id winlog.event_data.TargetUserName event.code'],
  ['as Elastic stores it (ECS)', '@timestamp event.dataset okta.actor.alternate_id'],
  ['as Elasticsearch exports it', '_index _id _source.@timestamp'],
  ['as evtx_dump writes it', 'Event.System.EventID Event.EventData.TargetUserName'],
  ['as EvtxECmd writes it', 'RecordNumber EventId Channel Computer Payload.EventData.Data[0].#text'],
  ['as Get-WinEvent exports it', 'Message Id MachineName ProviderName RecordId'],
  ['as NXLog writes it', 'EventTime EventReceivedTime SourceModuleName EventID'],
  ['as Wazuh keeps it', 'timestamp data.win.system.eventID data.win.eventdata.targetUserName'],
  ['as the Entra portal exports it', 'Date (UTC),Username,Application,Resource'],
  ['as CloudWatch Logs exports it', '@timestamp,@message'],
  ['as Splunk exports it', '_raw,_time,host'],
  ['as Zeek writes it', 'ts uid id.orig_h client service'],
  [null, 'eventVersion userIdentity.arn eventTime eventSource eventName'],
  [null, 'actor.alternateId eventType published uuid'],
  [null, 'user res'],
  [null, ''],
])('%s: %s', (shape, fields) => {
  expect(shapeOf(new Set(fields.split(fields.includes(',') ? ',' : ' ')))).toBe(shape);
});
