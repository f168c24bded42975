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
   * The incidents that the next model keeps. Default: those of this morning, if the alerts are by account,
   * and earlier ones whose risk has not faded (it halves in 7 days). Null: none.
   */
  incidents?: Table | null;
}

/** The model after a day, and what it has learned. */
export interface LearnedDay {
  /** The next model, which keeps what was held back. */
  model: AccessEvidenceModel;
  /** The accesses that it has learned, holds back, and has forgotten; see `selectForLearning`. */
  learned: Table;
  heldBack: Table;
  forgotten: Table;
  /** The number of each, in words. */
  text: string;
  /** Saves the next model with what was held back; see `AccessEvidenceModel.save`. */
  save(directory: string): Promise<void>;
}

/**
 * Makes the model of the next morning. It has learned what is normal, has forgotten what was judged
 * malicious, and holds back what nobody has judged yet. A fit on everything that it should learn would give
 * the same model. If there is nothing to learn and nothing to forget, it gives the same scores as before.
 *
 * @param table accesses with the columns that the model names
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used, or the tenants
 *   that would have nothing left after forgetting what is malicious
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

/** A function that says whether the table has an access of an account. */
function accountsIn(table: Table, model: AccessEvidenceModel): (tenant: string, user: string) => boolean {
  const { users } = accessesOf(table, evidenceStateOf(model, 'model').params);
  const numbers = new Numbering();
  for (let code = 0; code < users.size; code++) numbers.add(users.tenantOf(code), users.nameOf(code));
  return (tenant, user) => numbers.find(tenant, user) >= 0;
}
