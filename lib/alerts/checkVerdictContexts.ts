import { visibleText } from '../base/text/visibleText.js';
import type { ResolvedEvidenceParams } from '../evidence/params.js';
import type { Verdict } from './verdicts.js';

/**
 * Whether verdicts can hold at all: one on a context that the model doesn't know never would.
 *
 * @throws RangeError naming the line and the context
 */
export function checkVerdictContexts(
  verdicts: readonly Verdict[],
  { contextCols }: ResolvedEvidenceParams,
): void {
  if (!Array.isArray(verdicts)) return;
  const wrong = verdicts.find(({ context }) => context && !contextCols.includes(context.name)) as
    | Verdict
    | undefined;
  if (wrong === undefined) return;
  const known = contextCols.length === 0 ? 'none: the model has no contexts' : contextCols.join(', ');
  throw new RangeError(
    `Expected the verdict in line ${wrong.line} to name a context of the model (${known}), got ${visibleText(wrong.context!.name)}`,
  );
}
