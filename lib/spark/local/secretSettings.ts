import { worthMasking } from '../../base/text/worthMasking.js';

/** The settings that Spark itself treats as secrets, by its default of `spark.redaction.regex`. */
const SECRET = /secret|password|token|access\.?key/i;

/** The values of Spark's settings that must not appear in an error. */
export function secretSettings(settings: Readonly<Record<string, string | null>>): string[] {
  return worthMasking(Object.entries(settings).map(([name, value]) => (SECRET.test(name) ? value : null)));
}
