import { isIP } from 'node:net';
import { defined } from '../../base/checks/defined.js';

/** OCSF's objects for where an access came from; unknown ones are left out. */
interface EvidenceContext {
  src_endpoint?: object;
  device?: object;
  /** Beside the user of the actor. */
  actor: { app_name?: string; session?: { uid: string } };
}

/** OCSF's os.type_id of the systems that profiles name. */
const SYSTEMS: Record<string, number> = { windows: 100, linux: 200, android: 201, macos: 300, ios: 301 };

/** The type of an unknown system. */
const UNKNOWN = 0;

/**
 * The contexts of an alert as OCSF's objects, by the names that profiles give them: `ip` or `network`,
 * `country`, `asn`, `isp`, `device`, `workstation`, `client`, `session`. OCSF has no place for others.
 *
 * @param context the value of a column; undefined if it is missing, or there is no such column
 */
export function evidenceContext(context: (name: string) => string | undefined): EvidenceContext {
  const [country, isp, asn] = ['country', 'isp', 'asn'].map(context);
  const network = context('ip') ?? context('network');
  const ip = network !== undefined && isIP(network) > 0 ? network : undefined;
  const place = [isp, asn, country].filter((part) => part !== undefined).join(', ');
  const name = ip === undefined ? (network ?? (place === '' ? undefined : place)) : undefined;
  const location = defined({ country });
  const system = context('device');
  const [session, client] = [context('session'), context('client')];
  const deviceName = context('workstation') ?? system;
  return defined({
    src_endpoint:
      (ip ?? name) === undefined
        ? undefined
        : defined({
            ip,
            name,
            isp,
            autonomous_system: asn === undefined ? undefined : systemOf(asn),
            location: Object.keys(location).length > 0 ? location : undefined,
          }),
    device:
      deviceName === undefined
        ? undefined
        : defined({
            name: deviceName,
            type_id: UNKNOWN,
            os: system === undefined ? undefined : osOf(system),
          }),
    actor: defined({ app_name: client, session: session === undefined ? undefined : { uid: session } }),
  }) as EvidenceContext;
}

/** An autonomous system by its number (`64496`, `AS64496`), or by its name. */
function systemOf(asn: string): { number: number } | { name: string } {
  const number = /^(?:AS)?(\d{1,10})$/i.exec(asn)?.[1];
  return number === undefined ? { name: asn } : { number: Number(number) };
}

function osOf(system: string): object {
  return { name: system, type_id: SYSTEMS[system.toLowerCase()] ?? UNKNOWN };
}
