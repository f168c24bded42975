import type { NamedField } from '../fields/fieldNames.js';

/** What a field could be. */
export type FieldRole = 'time' | 'user' | 'resource' | 'tenant' | 'id' | 'count' | 'address';

/** How likely a field is each of the roles, from 0; by its name and its values. */
export type RoleScores = Record<FieldRole, number>;

const TIME_NAME =
  /(?:^|[._ -])(?:\w*time(?:stamp)?\w*|\w*date\w*|ts|when|at|published|created_at|seen)(?:$|[ _.-])/i;
const USER_NAME =
  /(?:^|[._ -])(?:\w*user(?:_?(?:name|id|principal_?name|login(?:name)?|upn|ids))?|account(?:_?name)?|actor|\w*login(?:_?name)?|\w*e?mail|upn|principal(?:_?(?:email|name))?|who|subject(?:user_?name)?|employee|identity|caller|person|client|suser|member|owner)$/i;
const NO_USER = /agent|type|domain|sid$|display|version|count|status|device|address|ip$/i;
const RES_NAME =
  /(?:^|[._ -])(?:res(?:ource)?(?:_?(?:name|id|path|display_?name))?|object(?:_?(?:id|name|path))?|target(?:\w*name)?|share(?:_?name)?|file(?:_?(?:name|path))?|path|ur[il](?:-stem)?|\w*uri-stem|\w*host(?:_?name)?|server(?:_?name)?|computer|app(?:lication)?(?:_?(?:name|display_?name))?|service(?:_?name)?|bucket(?:_?name)?|database|table|repo(?:sitory)?|what|document\w*|folder|site|room|door)$/i;
const TENANT_NAME =
  /(?:^|[._ -])(?:tenant(?:_?id)?|org(?:ani[sz]ation)?(?:_?id)?|recipient_?account_?id|project_?id|workspace_?id|customer(?:_?id)?)$/i;
const ID_NAME =
  /(?:^|[._ -])(?:\w*uu?id|\w*event_?id|\w*record_?(?:id|number)|\w*request_?id|id|insert_?id|\w*document_id)$/i;
const COUNT_NAME = /(?:^|[._ -])(?:count|n|num|number|hits|freq(?:uency)?|times|total|\w*_count)$/i;

const TIME_VALUE =
  /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4}.*|[A-Z][a-z]{2},? \d.*\d{4}.*|\/Date\(\d+\)\/)$/;
const ADDRESS_VALUE =
  /^(?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}$/i;
const MAIL_VALUE = /^[^@\s]+@[^@\s]+\.\w+$/;

/** How likely a field is each of the roles. */
export function scoreRoles({ name, field }: NamedField): RoleScores {
  const values = [...field.values.keys()].slice(0, 200);
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter(test).length / values.length;
  const isNumber = share((value) => /^-?\d+(?:\.\d+)?$/.test(value));
  const isTime = share((value) => TIME_VALUE.test(value) || isEpoch(value));
  const isAddress = share((value) => ADDRESS_VALUE.test(value));
  const distinct = field.values.size / Math.max(1, field.filled);
  const isPlain = isTime < 0.5 && isAddress < 0.5;
  const depth = name.split(/[.[]/).length;
  return {
    time: isTime > 0.8 ? isTime + (TIME_NAME.test(name) ? 1 : 0) - depth / 20 : 0,
    address: isAddress > 0.8 ? isAddress : 0,
    user:
      isPlain && USER_NAME.test(name) && !NO_USER.test(name)
        ? 1 +
          share((value) => MAIL_VALUE.test(value)) +
          (isNumber < 0.5 ? 0.5 : 0) -
          distinct / 4 -
          depth / 20
        : isPlain && share((value) => MAIL_VALUE.test(value)) > 0.8
          ? 0.5
          : 0,
    resource:
      isPlain && RES_NAME.test(name)
        ? 1 + (isNumber < 0.5 ? 0.5 : 0) + (field.values.size > 1 ? 0.5 : 0) - distinct / 4 - depth / 20
        : 0,
    tenant: TENANT_NAME.test(name) && field.values.size <= 50 ? 1 : 0,
    id:
      ID_NAME.test(name) && isPlain && distinct > 0.5 && field.values.size > 1
        ? distinct + (/event|record|uuid|insert|document/i.test(name) ? 0.5 : 0)
        : 0,
    count: COUNT_NAME.test(name) && isNumber > 0.99 && isTime < 0.5 ? 1 : 0,
  };
}

/** A number since 1970 in one of four units, of the years from 2000 to 2040. */
function isEpoch(value: string): boolean {
  if (!/^\d{9,19}(?:\.\d+)?$/.test(value)) return false;
  const number = Number(value);
  return [1, 1e3, 1e6, 1e9].some((unit) => number / unit > 946684800 && number / unit < 2208988800);
}

/** The field that is most likely of a role; undefined where none is likely. */
export function likeliest(
  fields: readonly { named: NamedField; scores: RoleScores }[],
  role: FieldRole,
  taken: readonly string[] = [],
): string | undefined {
  const fit = fields.filter(({ named, scores }) => scores[role] > 0.4 && !taken.includes(named.name));
  if (fit.length === 0) return undefined;
  return fit.reduce((a, b) => (b.scores[role] > a.scores[role] ? b : a)).named.name;
}
