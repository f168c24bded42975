import type { NamedField } from '../fields/fieldNames.js';
import { type ValueKinds, valueKinds } from './valueKinds.js';
import { type NameWords, wordsOf } from './wordsOf.js';

/** What a field could be. */
export type FieldRole =
  | 'time'
  | 'user'
  | 'resource'
  | 'tenant'
  | 'id'
  | 'count'
  | 'address'
  | 'action'
  | 'outcome';

/** How likely a field has each of the roles, from 0, by its name and its values. */
type RoleScores = Record<FieldRole, number>;

/** A field, what its values look like, and what it could be. */
export interface ScoredField {
  named: NamedField;
  kinds: ValueKinds;
  scores: RoleScores;
}

/** From this score on, a field could have a role. */
export const LIKELY = 0.4;

const TIME = /^(?:\w*time(?:stamp|generated)?|\w*date|datetime|ts|when|at|published|seen|epoch|t|day)$/;
const NO_TIME = /^(?:expir\w*|birth\w*|until|end|modified|updated|received|ingest\w*|processed|not|valid)$/;
const USER =
  /^(?:\w*user(?:s|name|names|id|ids|email|upn|login|principal\w*)?|usr|login|logon|account(?:name)?|sam|actor|\w*e?mail|upn|principal|who|employee|caller|person|staff|suser|member|author|requester|operator|initiator|badge|client|owner|subject|identity)$/;
const WEAK_USER = /^(?:client|owner|subject|identity|member|author|target)$/;
const NO_USER =
  /^(?:useragent|agent|type|types|domain|sid|version|count|status|device|address|ip|time|date|at|role|roles|group|session|country|city|mode|result|code|app|application|host|port|key|license|recipients?)$/;
const RESOURCE =
  /^(?:res|resources?|objects?|targets?|share(?:name)?|files?|filename|filepath|path|ur[il]|stem|\w*hostname|host|server(?:name)?|computer(?:name)?|machine(?:name)?|apps?|application(?:name)?|service(?:name)?|bucket|database|db|table|repo|repository|what|documents?|doc|folder|site|room|door|project|vault|secret|device|printer|dataset|mailbox|vm|instance|container|queue|topic|drive|item|page|report|dashboard|asset|entity|workload|endpoint|product|dest|destination|dst|dhost|system|node|library|volume|cluster|namespace|ticket)$/;
const NO_RESOURCE =
  /^(?:types?|ip|address|status|code|count|time|date|at|version|size|domain|agent|result|mode|port|hash|sid|process|region|zone|client|source|src|session|country|city|os|browser|action|method|user|username|email)$/;
const TENANT = /^(?:tenant\w*|org|organi[sz]ation\w*|company|subscription)$/;
const WEAK_TENANT = /^(?:customer|workspace|recipient)$/;
const ID = /^(?:\w*u?uid|guid|\w*id|\w*key|number|qualifier)$/;
/** An id with one of these words is an event's, even if some appear twice. */
const OF_EVENTS = /^(?:event\w*|record\w*|log|audit|insert\w*|document|unique|entry|uuid)$/;
const COUNT =
  /^(?:count|cnt|n|num|hits|freq|frequency|times|total|quantity|accesses|logons|logins|events|requests)$/;
const ACTION = /^(?:action|operation|event|events|activity|method|verb|command|category|type|eventtype)$/;
const OUTCOME =
  /^(?:outcome|result\w*|status|success|succeeded|error|errorcode|failed|failure|decision|denied|allowed|response)$/;

/** How likely a field has each of the roles. */
export function scoreField(named: NamedField): ScoredField {
  const { field, path } = named;
  const kinds = valueKinds(field);
  const words = wordsOf(path);
  const distinct = field.values.size / Math.max(1, field.filled);
  const isPlain = kinds.time < 0.5 && kinds.clock < 0.5 && kinds.address < 0.5 && kinds.long < 0.5;
  const about = { words, kinds, depth: path.length, distinct, numValues: field.values.size };
  const scores: RoleScores = {
    time: timeScore(about),
    address: kinds.address > 0.8 ? kinds.address : 0,
    user: isPlain ? userScore(about) : 0,
    resource: isPlain ? resourceScore(about) : 0,
    tenant: isPlain && field.values.size <= 50 ? tenantScore(about) : 0,
    id: isPlain ? idScore(about) : 0,
    count: countScore(about),
    action: isPlain && field.values.size <= 100 ? actionScore(about) : 0,
    outcome: isPlain && field.values.size <= 50 && has(words.last, OUTCOME) ? 1 - path.length / 20 : 0,
  };
  if (field.values.size === 0) for (const role of Object.keys(scores) as FieldRole[]) scores[role] = 0;
  return { named, kinds, scores };
}

/** A field to be judged. */
interface Judged {
  words: NameWords;
  kinds: ValueKinds;
  depth: number;
  /** The share of values that are distinct, 0 to 1. */
  distinct: number;
  numValues: number;
}

const has = (words: readonly string[], pattern: RegExp) => words.some((word) => pattern.test(word));

function timeScore({ words, kinds, depth }: Judged): number {
  if (kinds.time <= 0.8) return 0;
  const isNamed = has(words.last, TIME);
  // Account numbers look like numbers since 1970, too.
  if (kinds.epoch > 0.5 && !isNamed) return 0.3;
  return kinds.time + (isNamed ? 1 : 0) - (has(words.last, NO_TIME) ? 1 : 0) - depth / 20;
}

function userScore({ words, kinds, depth, distinct }: Judged): number {
  const { last, subject } = words;
  const isNamed = has(subject, USER) || has(last, USER);
  if (has(last, NO_USER) || has(subject, NO_USER)) return 0;
  if (!isNamed) return kinds.mail > 0.8 ? 0.5 : 0;
  const weak = has(subject, USER) && !subject.some((word) => USER.test(word) && !WEAK_USER.test(word));
  const looks = kinds.mail + (kinds.number < 0.5 ? 0.5 : 0) - distinct / 4 - depth / 20;
  const spelling = (last.includes('display') ? 0.6 : 0) + (has(last, /^ids?$/) ? 0.3 : 0);
  return (weak ? 0.6 : 1) + looks - spelling;
}

function resourceScore({ words, kinds, depth, distinct, numValues }: Judged): number {
  const { last, subject } = words;
  if (has(last, NO_RESOURCE) || has(subject, NO_RESOURCE)) return 0;
  if (!has(subject, RESOURCE) && !has(last, RESOURCE)) return 0;
  const spelling = has(last, /^ids?$/) ? 0.2 : 0;
  return (
    1 +
    (kinds.number < 0.5 ? 0.5 : 0) +
    (numValues > 1 ? 0.5 : 0) -
    distinct / 4 -
    depth / 20 -
    spelling -
    kinds.mail / 2
  );
}

function tenantScore({ words: { all, last } }: Judged): number {
  if (has(last, /^(?:type|url|uri|region|count)$/)) return 0;
  if (has(all, TENANT)) return 1 - all.length / 40;
  return has(all, WEAK_TENANT) ? 0.45 : 0;
}

/** Ids of users and of resources have few values, those of events many. */
function idScore({ words: { last }, kinds, depth, distinct, numValues }: Judged): number {
  const isOfEvents = has(last, OF_EVENTS) && (has(last, ID) || kinds.digits > 0.99);
  const isBare = depth === 1 && last.length === 1 && ID.test(last[0]);
  if (numValues < 2 || (!isOfEvents && !isBare && !has(last, ID))) return 0;
  if (isOfEvents || isBare) return distinct > 0.5 ? distinct + 0.5 - depth / 20 : 0;
  return distinct === 1 && numValues >= 5 ? 0.8 - depth / 20 : 0;
}

function countScore({ words: { last }, kinds }: Judged): number {
  if (kinds.positive < 0.99 || kinds.time > 0.5) return 0;
  if (last.length === 1 && COUNT.test(last[0])) return 1;
  return has(last, COUNT) ? 0.45 : 0;
}

function actionScore({ words: { last, subject }, depth, kinds, distinct }: Judged): number {
  const isNamed = has(last, ACTION) || (has(subject, ACTION) && has(last, /^(?:name|type|code)$/));
  if (!isNamed || distinct > 0.9) return 0;
  const isVague = !last.some((word) => ACTION.test(word) && word !== 'type' && word !== 'category');
  return 1 - depth / 20 - (isVague ? 0.4 : 0) - (kinds.number > 0.5 ? 0.2 : 0);
}
