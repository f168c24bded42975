import { visibleText } from '../../base/text/visibleText.js';
import type { ResolvedEvidenceParams } from '../../evidence/params.js';
import type { Verdict } from './Verdict.js';

/**
 * Checks that verdicts can hold at all: one for a context that the model doesn't have never would.
 *
 * @throws RangeError naming the line and the context
 */
export function checkVerdictContexts(
  verdicts: readonly Verdict[],
  { contextCols }: ResolvedEvidenceParams,
): void {
  // For a model without contexts none can hold; they are counted as never matched.
  if (!Array.isArray(verdicts) || contextCols.length === 0) return;
  const wrong = verdicts.find(({ context }) => context && !contextCols.includes(context.name)) as
    | Verdict
    | undefined;
  if (wrong === undefined) return;
  throw new RangeError(
    `Expected the verdict in line ${wrong.line} to name a context of the model (${contextCols.join(', ')}), got ${visibleText(wrong.context!.name)}`,
  );
}
