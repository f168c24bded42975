import { describe, expect, it } from 'vitest';
import { checkColumnNames } from '../../../lib/base/checks/checkColumnNames.js';

const names = ['userCol', 'resCol', 'likelihoodCol'] as const;
const columns = { userCol: 'user', resCol: 'res', likelihoodCol: 'n' };

describe('checkColumnNames', () => {
  it('takes names that differ, and null where it is allowed', () => {
    expect(() => checkColumnNames(columns, names)).not.toThrow();
    const without = { ...columns, userCol: null };
    expect(() => checkColumnNames(without, names, [], ['userCol'])).not.toThrow();
    expect(() => checkColumnNames({ ...columns, likelihoodCol: null }, names, [], ['userCol'])).toThrow(
      new TypeError('Expected likelihoodCol to name a column, got null'),
    );
    const none = { userCol: null, resCol: null, likelihoodCol: null };
    expect(() => checkColumnNames(none, names, [], names)).not.toThrow();
  });

  it('refuses what is no name, and a name twice or taken', () => {
    expect(() => checkColumnNames({ ...columns, userCol: null }, names)).toThrow(
      new TypeError('Expected userCol to name a column, got null'),
    );
    expect(() => checkColumnNames({ ...columns, userCol: '' }, names)).toThrow(
      new RangeError('Expected userCol to name a column, got ""'),
    );
    expect(() => checkColumnNames({ ...columns, resCol: 'user' }, names)).toThrow(
      new RangeError('Expected userCol and resCol to name different columns, got user for both'),
    );
    expect(() => checkColumnNames(columns, names, [['n', 'the result n']])).toThrow(
      new RangeError('Expected the result n and likelihoodCol to name different columns, got n for both'),
    );
  });
});
