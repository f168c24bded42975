import { expect, it } from 'vitest';
import { addressSql } from '../../../../lib/logs/profiles/families/address.js';
import { ofTexts } from '../sqlOf.js';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  [' 203.0.113.5:443 ', '203.0.113.5'],
  ['198.51.100.7, 10.0.0.1', '198.51.100.7'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['[::FFFF:192.0.2.1]:50123', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['[fe80::1%eth0]', 'fe80::1'],
  ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
  ['AWS Internal', 'AWS Internal'],
  ['', null],
  [null, null],
])('%s is %s', async (text, address) => {
  expect(await ofTexts(addressSql, [text])).toEqual([address]);
});
