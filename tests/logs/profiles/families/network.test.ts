import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkSql } from '../../../../lib/logs/profiles/families/network.js';
import { ofTexts } from '../sqlOf.js';

const networks = (texts: readonly (string | null)[]) => ofTexts(networkSql, texts);

it.each([
  ['192.0.2.1', '192.0.2.0/24'],
  [' 203.0.113.5:443 ', '203.0.113.0/24'],
  ['198.51.100.7, 10.0.0.1', '198.51.100.0/24'],
  ['255.255.255.255', '255.255.255.0/24'],
  ['::ffff:192.0.2.1', '192.0.2.0/24'],
  ['::FFFF:c000:0201', '192.0.2.0/24'],
  ['[::ffff:192.0.2.1]:50123', '192.0.2.0/24'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['[2001:DB8::1]:443', '2001:db8::/48'],
  ['[2001:db8:0:1::1]', '2001:db8::/48'],
  ['2001:0:1::', '2001:0:1::/48'],
  ['2001::1', '2001::/48'],
  ['fe80::1%eth0', 'fe80::/48'],
  ['::1', '::/48'],
  ['::', '::/48'],
  ['1::', '1::/48'],
  ['::2:3:4:5:6:7:8', '0:2:3::/48'],
  ['1:2:3:4:5:6:7::', '1:2:3::/48'],
  ['64:ff9b::192.0.2.33', '64:ff9b::/48'],
  ['2001:db8:a::1, 192.0.2.1', '2001:db8:a::/48'],
])('%s is of %s', async (address, network) => {
  expect(await networks([address])).toEqual([network]);
});

it.each([
  ['a name', 'ec2.amazonaws.com'],
  ['a number too large', '256.1.1.1'],
  ['three numbers', '192.0.2'],
  ['five numbers', '1.2.3.4.5'],
  ['zeros before a number', '192.000.002.001'],
  ['two times ::', '1::2::3'],
  ['three colons', '1:::2'],
  ['too many groups', '1:2:3:4:5:6:7:8:9'],
  ['too few groups', '1:2:3:4:5:6:7'],
  [':: for nothing', '1::2:3:4:5:6:7:8'],
  ['a group too long', '12345::1'],
  ['a letter too far', '2001:dbg::1'],
  ['a single colon first', ':1:2:3:4:5:6:7'],
  ['a time', '10:38:57'],
  ['nothing', ''],
])('%s is no address', async (_, text) => {
  expect(await networks([text, null])).toEqual([null, null]);
});

it('an IPv6 address is of the network of its first 48 bits, however it is written', async () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  const groups = fc.array(group, { minLength: 8, maxLength: 8 }).filter((all) => !isMapped(all));
  const written = fc.tuple(groups, fc.nat(), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean());
  const samples = fc.sample(written, { numRuns: 2000, seed: 7 });
  const addresses = samples.map(([all, at, zeros, upper, dotted, port]) =>
    write(all, at, zeros, upper, dotted, port),
  );
  const expected = samples.map(([all]) => networkOf(all));
  expect(await networks(addresses)).toEqual(expected);
});

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** By the URL standard's own canonical form, of the first three groups. */
function networkOf(groups: readonly number[]): string {
  const first = groups.slice(0, 3).map((group) => group.toString(16));
  return `${new URL(`http://[${first.join(':')}:0:0:0:0:0]/`).hostname.slice(1, -1)}/48`;
}

/**
 * An address with zeros before its groups or not, `::` for some run of zeros, and IPv4's dots at its end, as
 * it is asked for.
 */
function write(
  groups: number[],
  at: number,
  zeros: boolean,
  upper: boolean,
  dotted: boolean,
  port: boolean,
): string {
  const texts = groups.map((group) => group.toString(16).padStart(zeros ? 4 : 1, '0'));
  if (dotted) {
    const [a, b] = groups.slice(6);
    texts.splice(6, 2, [a >> 8, a & 255, b >> 8, b & 255].join('.'));
  }
  const runs = [...zeroRuns(groups.slice(0, dotted ? 6 : 8))];
  const run = runs[at % (runs.length + 1)];
  const address =
    run === undefined
      ? texts.join(':')
      : `${texts.slice(0, run.from).join(':')}::${texts.slice(run.to).join(':')}`;
  const cased = upper ? address.toUpperCase() : address;
  return port ? `[${cased}]:443` : cased;
}

/** All runs of zeros, from each of their groups to each. */
function* zeroRuns(groups: readonly number[]): Generator<{ from: number; to: number }> {
  for (let from = 0; from < groups.length; from++) {
    for (let to = from + 1; to <= groups.length && groups[to - 1] === 0; to++) yield { from, to };
  }
}
