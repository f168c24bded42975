import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../lib/sinks/findingsOf.js';
import { evidenceContext } from '../../../lib/sinks/ocsf/evidenceContext.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { alertRows } from '../alertsOf.js';
import { validateOcsf } from '../validateOcsf.js';

const of = (contexts: Record<string, string>) => evidenceContext((name) => contexts[name]);

describe('evidenceContext', () => {
  it.each([
    [{}, { actor: {} }],
    [{ ip: '203.0.113.9' }, { src_endpoint: { ip: '203.0.113.9' }, actor: {} }],
    [{ network: '203.0.113.0/24' }, { src_endpoint: { name: '203.0.113.0/24' }, actor: {} }],
    [
      { country: 'NL', asn: 'AS64496', isp: 'Example' },
      {
        src_endpoint: {
          name: 'Example, AS64496, NL',
          isp: 'Example',
          autonomous_system: { number: 64496 },
          location: { country: 'NL' },
        },
        actor: {},
      },
    ],
    [
      { device: 'Windows', workstation: 'PC-7', client: 'Outlook', session: 's1' },
      {
        device: { name: 'PC-7', type_id: 0, os: { name: 'Windows', type_id: 100 } },
        actor: { app_name: 'Outlook', session: { uid: 's1' } },
      },
    ],
    [
      { device: 'BeOS', asn: 'Example Net', ip: '2001:db8::1' },
      {
        src_endpoint: { ip: '2001:db8::1', autonomous_system: { name: 'Example Net' } },
        device: { name: 'BeOS', type_id: 0, os: { name: 'BeOS', type_id: 0 } },
        actor: {},
      },
    ],
  ])('of %j is valid OCSF', (contexts, expected) => {
    expect(of(contexts)).toEqual(expected);
    const [row] = alertRows(1);
    const [finding] = findingsOf(toTable([{ ...row, ...contexts }]));
    expect(validateOcsf(finding)).toEqual([]);
  });
});
