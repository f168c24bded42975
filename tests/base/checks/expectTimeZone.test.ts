import { describe, expect, it } from 'vitest';
import { expectTimeZone } from '../../../lib/base/checks/expectTimeZone.js';

describe('expectTimeZone', () => {
  it.each(['Europe/Berlin', 'UTC', 'Etc/GMT-2', 'Asia/Calcutta'])('takes %s', (zone) => {
    expect(expectTimeZone('timeZone', zone)).toBe(zone);
  });

  it('names the value and the zone that may be meant', () => {
    expect(() => expectTimeZone('timeZone', 'Europe/Berln')).toThrow(
      new RangeError(
        'Expected timeZone to be a time zone such as Europe/Berlin, got "Europe/Berln"; did you mean Europe/Berlin?',
      ),
    );
  });

  it.each(['', '+02:00', 'Middle-earth/Shire\u202e'])('refuses %j', (zone) => {
    expect(() => expectTimeZone('timeZone', zone)).toThrow(/^Expected timeZone to be a time zone such as/);
    expect(() => expectTimeZone('timeZone', zone)).toThrow(RangeError);
  });

  it('refuses what is no text', () => {
    expect(() => expectTimeZone('timeZone', 2)).toThrow(TypeError);
  });
});
