import type { FieldTree } from '../fields/FieldTree.js';
import { fieldNames } from '../fields/fieldNames.js';
import { DETAILS, type DetailName } from '../profiles/detailsIn.js';
import type { Value } from '../profiles/Profile.js';
import { wordsOf } from './wordsOf.js';

/** Names of fields that say what was done, by the words of the last key joined, the likeliest first. */
const NAMES: Record<DetailName, readonly RegExp[]> = {
  operation: [
    /^(?:operation|operationname|action|actionname|eventname|methodname|csmethod)$/,
    /^(?:method|verb|command|activity|activityname|eventtype|event|eventid|requesttype)$/,
  ],
  address: [
    /^(?:address|ip|ipaddress|ipaddr|addr|(?:source|src|client|remote|caller|actor|peer|c)(?:ip|ipaddress|addr|address))$/,
  ],
  client: [
    /^(?:cs)?(?:useragent|ua|agent)$/,
    /^(?:client|clientapp|clientname|browser|program|app|application)$/,
  ],
  result: [
    /^(?:result|outcome|resultstatus|resulttype|scstatus|status|statuscode)$/,
    /^(?:errorcode|error|success|responsecode|decision)$/,
  ],
};

/**
 * The fields that say what was done, only by their names: a short log has too few values to judge by.
 *
 * @param others fields that are something else already
 */
export function guessDetails(tree: FieldTree, others: readonly string[]): Partial<Record<DetailName, Value>> {
  const taken = new Set(others.map((name) => name.toLowerCase()));
  const fields = fieldNames(tree)
    .filter(
      ({ name, path }) => !taken.has(name.toLowerCase()) && path.every((step) => typeof step === 'string'),
    )
    .map(({ name, path }) => ({ name, depth: path.length, word: wordsOf(path).last.join('') }));
  const found = (detail: DetailName): string | undefined => {
    for (const pattern of NAMES[detail]) {
      const [first] = fields.filter(({ word }) => pattern.test(word)).sort((a, b) => a.depth - b.depth);
      if (first !== undefined) return first.name;
    }
    return undefined;
  };
  const [operation, address, client, result] = DETAILS.map(found);
  return {
    ...(operation !== undefined && { operation }),
    ...(address !== undefined && { address: { of: address, family: 'address' } }),
    ...(client !== undefined && { client: { of: client, family: 'client' } }),
    ...(result !== undefined && { result }),
  };
}
