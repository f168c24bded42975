/** The parts of a time, as SQL for texts of digits. All except the day may be ''. */
interface TimeParts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  /** Digits after the second's point. Those beyond the microsecond are cut off. */
  fraction: string;
  /** `a` or `p` for hours from 1 to 12, in any case. */
  half?: string;
  /** `+11:00`, `+1100`, `+11`; '' is UTC. */
  offset: string;
}

/** Microseconds since 1970-01-01 UTC from a time's parts, as SQL; NULL if there is no such time. */
export function fromParts(parts: TimeParts): string {
  const { year, month, day, minute, second, fraction, offset } = parts;
  const clock = `${hourOf(parts)} || ':' || lpad(${minute}, 2, '0') || ':' || lpad(${second}, 2, '0')`;
  const iso = `${year} || '-' || ${month} || '-' || ${day} || ' ' || ${clock} || '.' || ${fraction} || ${offset}`;
  return `epoch_us(TRY_CAST(${iso} AS TIMESTAMPTZ))`;
}

/** 12 AM is midnight, 12 PM is noon, and there is no 13 PM. */
function hourOf({ hour, half }: TimeParts): string {
  const written = `lpad(${hour}, 2, '0')`;
  if (half === undefined) return written;
  const number = `TRY_CAST(${hour} AS INTEGER)`;
  return `CASE WHEN ${half} = '' THEN ${written} WHEN ${number} BETWEEN 1 AND 12
    THEN (${number} % 12 + CASE WHEN lower(${half}) = 'p' THEN 12 ELSE 0 END)::VARCHAR END`;
}
