// @ts-check
const PACKAGE = 'spark.connect';
export const SERVICE = `${PACKAGE}.SparkConnectService`;

/** The types that the client sends, or reads in an answer: requests, tables, commands. */
const KEPT = `
  SparkConnectService Plan UserContext KeyValue
  AnalyzePlanRequest AnalyzePlanRequest.Schema AnalyzePlanRequest.SparkVersion
  AnalyzePlanResponse AnalyzePlanResponse.Schema AnalyzePlanResponse.SparkVersion
  ExecutePlanRequest ExecutePlanRequest.RequestOption ReattachOptions ReattachExecuteRequest
  ExecutePlanResponse ExecutePlanResponse.ArrowBatch ExecutePlanResponse.ResultComplete
  ExecutePlanResponse.ExecutionProgress ExecutePlanResponse.ExecutionProgress.StageInfo
  ReleaseExecuteRequest ReleaseExecuteRequest.ReleaseAll ReleaseExecuteRequest.ReleaseUntil
  ReleaseExecuteResponse
  InterruptRequest InterruptRequest.InterruptType InterruptResponse
  ConfigRequest ConfigRequest.Operation ConfigRequest.GetOption ConfigResponse
  AddArtifactsRequest AddArtifactsRequest.BeginChunkedArtifact AddArtifactsRequest.ArtifactChunk
  AddArtifactsResponse AddArtifactsResponse.ArtifactSummary
  ArtifactStatusesRequest ArtifactStatusesResponse ArtifactStatusesResponse.ArtifactStatus
  ReleaseSessionRequest ReleaseSessionResponse

  Relation Read Read.NamedTable Read.DataSource SQL SubqueryAlias WithRelations
  LocalRelation ChunkedCachedLocalRelation CachedRemoteRelation MlRelation Fetch Fetch.Method
  Expression Expression.Literal DataType

  Command WriteOperation WriteOperation.SaveMode
  CheckpointCommand CheckpointCommandResult RemoveCachedRemoteRelationCommand
  MlCommand MlCommand.Fit MlCommand.Delete MlCommandResult MlCommandResult.MlOperatorInfo
  MlOperator MlOperator.OperatorType MlParams ObjectRef`;

const kept = new Set(Array.from(KEPT.matchAll(/\S+/g), ([name]) => `${PACKAGE}.${name}`));

/**
 * Whether a type is kept. Fields of other types are left out: protocol buffers skip fields that they don't
 * know. All parts of `DataType` are kept, since each is a column's type.
 * @param {string} type its whole name
 */
export function isKept(type) {
  return kept.has(type) || type.startsWith(`${PACKAGE}.DataType.`);
}
