import { SEVERITY_BANDS } from '../alerts/severity.js';
import { visibleText } from '../base/text/visibleText.js';

/**
 * The lowest severity of a level.
 *
 * @throws RangeError if it is neither a band nor a severity
 */
export function alertLevel(text: string): number {
  const band = SEVERITY_BANDS.find(({ name, from }) => from > 0 && name.toLowerCase() === text.toLowerCase());
  if (band) return band.from;
  const severity = Number(text);
  if (text.trim() !== '' && severity >= 1 && severity <= 100) return severity;
  throw new RangeError(
    `Expected --alert-level to be Low, Medium, High or a number from 1 to 100, got ${visibleText(text)}`,
  );
}
