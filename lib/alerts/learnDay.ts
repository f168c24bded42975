import type { Table } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import { Numbering } from '../accesses/Numbering.js';
import { checkNames } from '../base/checks/checkNames.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import type { EvidenceFitOptions } from '../evidence/fit/fitEvidence.js';
import { nextIncidents } from './accounts/incidents.js';
import { morningOf, plausibleTime, tableTimeOf } from './accounts/tableTime.js';
import { type SelectForLearningOptions, selectForLearning } from './selectForLearning.js';

export interface LearnDayOptions
  extends Pick<SelectForLearningOptions, 'alerts' | 'verdicts' | 'now'>,
    EvidenceFitOptions {
  /**
   * What the next model keeps of alerts. Default: those of this morning, where they are a row an account, and
   * earlier ones whose risk has not faded, which fades by half in 7 days; null: nothing.
   */
  incidents?: Table | null;
}

/** What a day has made of a model. */
export interface LearnedDay {
  /** The next model, which keeps what was held back. */
  model: AccessEvidenceModel;
  /** The accesses that it has learned, was not to learn yet, and has forgotten; see `selectForLearning`. */
  learned: Table;
  heldBack: Table;
  forgotten: Table;
  /** How many there are of each, in words. */
  text: string;
  /** Saves the next model with what was held back; see `AccessEvidenceModel.save`. */
  save(directory: string): Promise<void>;
}

/**
 * The model of the next morning: it has learned what is normal, has forgotten what was judged malicious, and
 * keeps what nobody has judged yet. It is what a fit on all that it was to learn would give. Where there is
 * nothing to learn and nothing to forget it scores as the model did.
 *
 * @param table accesses with the columns that the model names
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used, or the tenants
 *   where a model that forgets what is malicious would have nothing left
 *
 * @example
 * const { model: tomorrow, text } = await learnDay(model, today, { alerts, verdicts });
 * console.log(text);
 * await tomorrow.save('models/tomorrow');
 */
export async function learnDay(
  model: AccessEvidenceModel,
  table: Table,
  options: LearnDayOptions,
): Promise<LearnedDay> {
  checkNames('learnDay options', options ?? {}, [
    ...['alerts', 'verdicts', 'incidents', 'now', 'span', 'onIteration', 'signal'],
  ]);
  const { alerts, verdicts, incidents, now, span, onIteration, signal } = options ?? {};
  const { learn, heldBack, forget, text } = selectForLearning(table, { model, alerts, verdicts, now });
  let next = model;
  if (forget.numRows > 0) next = await next.forget(forget, { onIteration, signal });
  if (learn.numRows > 0) next = await next.update(learn, { span, onIteration, signal });
  const at = now ?? new Date();
  const remember = () => {
    const time = tableTimeOf(evidenceStateOf(model, 'model'), table, { now: at });
    return nextIncidents(alerts, model.incidents, accountsIn(heldBack, model), {
      ...{ now: at, morning: morningOf(time, at) },
      plausible: (moment) => plausibleTime(moment, time, at),
    });
  };
  const isByAccount = alerts.getChild('mornings') !== null;
  const remembered = isByAccount ? remember() : model.incidents;
  const tomorrow = next.withWaiting({
    heldBack,
    incidents: incidents === undefined ? remembered : incidents,
  });
  return {
    ...{ model: tomorrow, learned: learn, heldBack, forgotten: forget, text },
    save: (directory) => tomorrow.save(directory),
  };
}

/** Whether a table has an access of an account. */
function accountsIn(table: Table, model: AccessEvidenceModel): (tenant: string, user: string) => boolean {
  const { users } = accessesOf(table, evidenceStateOf(model, 'model').params);
  const numbers = new Numbering();
  for (let code = 0; code < users.size; code++) numbers.add(users.tenantOf(code), users.nameOf(code));
  return (tenant, user) => numbers.find(tenant, user) >= 0;
}
