import { describe, expect, it } from 'vitest';
import { checkNames } from '../../../lib/base/checks/checkNames.js';

describe('checkNames', () => {
  it('knows the names, each of which may be left out', () => {
    expect(() => checkNames('fit options', { span: undefined }, ['span', 'signal'])).not.toThrow();
    expect(() => checkNames('fit options', {}, [])).not.toThrow();
  });

  it.each([
    ['Span', 'Span'],
    ['constructor', 'constructor'],
    ['sp\u200ban', 'sp\\u200ban'],
  ])('refuses another, and lists those there are: %s', (name, shown) => {
    expect(() => checkNames('fit options', { [name]: 1 }, ['span', 'signal'])).toThrow(
      new RangeError(`Expected fit options among span, signal, got ${shown}`),
    );
  });

  it.each([
    [null, 'null'],
    [25, '25'],
    ['span', '"span"'],
  ])('refuses what is no object: %o', (given, got) => {
    expect(() => checkNames('fit options', given as never, ['span'])).toThrow(
      new TypeError(`Expected fit options as an object, got ${got}`),
    );
  });
});
