import { DAY_MS } from '../../../base/checks/span.js';
import { counted } from '../../../base/text/counted.js';
import type { AccessEvidenceModel } from '../../../evidence/AccessEvidenceModel.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import { isTenantOfPersons } from '../../../logs/profiles/accountTenants.js';
import type { Doubt } from './Doubt.js';

/** Fewer users or days than these teach too little. */
const FEW_USERS = 20;
const FEW_DAYS = 7;

/** Whether there was enough to learn from. */
export function aboutSize({ span }: AccessEvidenceModel, { counts }: EvidenceState): Doubt[] {
  const doubts: Doubt[] = [];
  const { users } = counts;
  // A few service accounts aren't a small company.
  const isOfPersons = users.tenants.map(isTenantOfPersons);
  const tenants = isOfPersons.filter(Boolean).length;
  const number = users.tenantOfEach().filter((tenant) => isOfPersons[tenant]).length;
  if (number < FEW_USERS * tenants) {
    doubts.push({
      doubt: `The model knows ${counted(number, 'user')}${tenants > 1 ? ` in ${counted(tenants, 'tenant')}` : ''}: too few to tell who is like whom.`,
      advice: `Learn from more of the organisation, ${FEW_USERS} users a tenant or more.`,
    });
  }
  const days = span === null ? null : (span.last.getTime() - span.first.getTime()) / DAY_MS;
  if (days !== null && days < FEW_DAYS) {
    doubts.push({
      doubt: `The model learned from ${days < 1 ? 'less than a day' : counted(Math.floor(days), 'day')}: what happens weekly is still new to it.`,
      advice: 'Learn from some weeks.',
    });
  }
  return doubts;
}
