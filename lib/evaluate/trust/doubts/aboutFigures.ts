import type { Table } from 'apache-arrow';
import type { Doubt } from './Doubt.js';
import { percent } from './percent.js';

/** An AUC below this is near guessing. */
const LOW_AUC = 0.7;

/** Whether a simple rule does as well. */
export function aboutComparison(comparison: Table | undefined): Doubt[] {
  if (comparison === undefined || comparison.numRows === 0) return [];
  const [model, ...rules] = comparison.toArray() as {
    ranking: string;
    AUC: number | null;
    'AUC high': number;
  }[];
  if (model.AUC === null) {
    return [
      {
        doubt: 'There was nothing to test the model on.',
        advice: 'It takes users with several resources, and accesses that were never seen.',
      },
    ];
  }
  const better = rules.filter(({ AUC }) => AUC !== null && AUC > model['AUC high']);
  const doubts: Doubt[] = better.map(({ ranking, AUC }) => ({
    doubt: `On what was set aside ${ranking} does better (AUC ${AUC!.toFixed(3)} against ${model.AUC!.toFixed(3)}).`,
    advice: `Read the list beside one by ${ranking}.`,
  }));
  if (model.AUC < LOW_AUC) {
    doubts.push({
      doubt: `On what was set aside the model is near guessing (AUC ${model.AUC.toFixed(3)}).`,
      advice: 'Who accesses what may follow no pattern here; look for columns that say more of the resource.',
    });
  }
  return doubts;
}

/** Whether promised alarm rates are kept. */
export function aboutCalibration(calibration: Table | undefined): Doubt[] {
  if (calibration === undefined) return [];
  const rows = calibration.toArray() as {
    tenant: string | null;
    kind: string;
    promised: number;
    realised: number;
    low: number;
  }[];
  const broken = rows.find(
    ({ tenant, kind, promised, low }) =>
      tenant === null && kind === 'all' && promised >= 0.01 && low > 1.5 * promised,
  );
  if (broken === undefined) return [];
  return [
    {
      doubt: `Alarm rates are not kept: where ${percent(broken.promised)} was promised, ${percent(broken.realised)} of normal accesses raised one.`,
      advice: '`recalibrate` on the last normal period.',
    },
  ];
}
