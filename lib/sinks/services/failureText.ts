import { STATUS_CODES } from 'node:http';

const LONGEST = 1000;

/**
 * What a service answered, or why it didn't, in words. Text alone: the SDK's errors carry the request with its headers.
 *
 * @param secrets what is left out
 */
export function failureText(error: unknown, secrets: ReadonlySet<string>): string {
  const { statusCode, name, message } = error as { statusCode?: number; name?: string; message?: string };
  const said = String(message ?? error)
    .replace(/\s+/g, ' ')
    .trim();
  const kind = statusCode ? `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim() : name;
  const text = !statusCode && (kind === 'Error' || kind === 'RestError') ? said : `${kind}: ${said}`;
  const clean = [...secrets].reduce((left, secret) => left.replaceAll(secret, '***'), text);
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}...` : clean;
}
