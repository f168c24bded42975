import type { Table } from 'apache-arrow';
import type { Accesses } from '../accesses/Accesses.js';
import { accessesNamed } from '../accesses/accessesNamed.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { nextPValues } from '../evidence/score/cellPValues.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { type AccessScores, scoresOf } from '../evidence/score/scoresOf.js';
import { namesInContext, tellingRows } from './tellingRows.js';
import { applyVerdicts } from './verdicts/applyVerdicts.js';
import { checkVerdictContexts } from './verdicts/checkVerdictContexts.js';
import type { Judgement } from './verdicts/Judgement.js';
import type { Verdict } from './verdicts/Verdict.js';
import { dayColFor } from './verdicts/verdictDates.js';
import { windowFor } from './windowOf.js';

/** What a model, and earlier verdicts, say about the accesses of a table. */
export interface JudgedAccesses {
  state: EvidenceState;
  accesses: Accesses;
  scores: AccessScores;
  judgement: Judgement;
  /** For each distinct access, its most telling row of the scores; -1 if all of it is expected. */
  telling: Int32Array;
  /** `p_next` of each row of the scores. */
  p: Float64Array;
}

interface JudgeOptions {
  model: AccessEvidenceModel;
  verdicts: readonly Verdict[];
  days?: number;
  window?: number;
  now: Date;
}

/** Scores the accesses of a table, and finds the verdict on each. */
export function judgeAccesses(table: Table, { model, verdicts, now, ...time }: JudgeOptions): JudgedAccesses {
  const state = evidenceStateOf(model, 'model');
  checkVerdictContexts(verdicts, state.params);
  const accesses = accessesNamed(table, state.params);
  const window = windowFor(model, time, accesses.size);
  const scores = scoresOf(state, accesses);
  const { rows } = scores;
  const { contextCols, dayCol } = state.params;
  const named = () => namesInContext(accesses, rows, contextCols, dayColFor(verdicts, dayCol));
  // A large table has as many names as rows: they are only made if there are verdicts.
  const judgement = applyVerdicts(verdicts.length === 0 ? [] : named(), verdicts, now);
  return {
    ...{ state, accesses, scores, judgement },
    telling: tellingRows(rows, judgement.verdicts, accesses.size),
    p: nextPValues(state, scores, window),
  };
}
