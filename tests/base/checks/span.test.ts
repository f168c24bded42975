import { describe, expect, it } from 'vitest';
import { checkSpan } from '../../../lib/base/checks/span.js';

const [early, late] = [new Date('2026-01-01'), new Date('2026-02-01')];

describe('checkSpan', () => {
  it('returns a span, which may be a moment, and nothing else', () => {
    expect(checkSpan({ first: early, last: late, days: 31 } as never)).toEqual({ first: early, last: late });
    expect(checkSpan({ first: late, last: late })).toEqual({ first: late, last: late });
  });

  it('refuses Dates that are wrong, and what is no Date', () => {
    expect(() => checkSpan({ first: early, last: new Date(Number.NaN) })).toThrow(
      new RangeError('Expected span.last to be a valid Date, got an invalid Date'),
    );
    expect(() => checkSpan({ first: late, last: early })).toThrow(
      new RangeError(
        'Expected span.first to be no later than span.last, got 2026-02-01T00:00:00.000Z and 2026-01-01T00:00:00.000Z',
      ),
    );
    expect(() => checkSpan({ first: '2026-01-01', last: late } as never)).toThrow(
      new TypeError('Expected span.first to be a valid Date, got "2026-01-01"'),
    );
    expect(() => checkSpan({ last: late } as never)).toThrow(
      new TypeError('Expected span.first to be a valid Date, got undefined'),
    );
  });
});
