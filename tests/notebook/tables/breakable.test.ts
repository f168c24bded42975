import { describe, expect, it } from 'vitest';
import { breakableHtml, longestPiece } from '../../../lib/notebook/tables/breakable.js';

describe('breakableHtml', () => {
  it('may be broken behind separators of longer names alone, and adds nothing to them', () => {
    expect(breakableHtml('\\\\fs01\\hr-data\\x', 'everywhere')).toBe('\\\\fs01\\<wbr>hr-<wbr>data\\<wbr>x');
    expect(breakableHtml('iam::1:ListNotificationHubs', 'everywhere')).toBe(
      'iam::<wbr>1:<wbr>ListNotificationHubs',
    );
    expect(breakableHtml('a-b 2026-03-01 c', 'everywhere')).toBe('a-b 2026-03-01 c');
  });

  it('is text', () => {
    expect(breakableHtml('<script>.alert(1).</script>', 'everywhere').replaceAll('<wbr>', '')).toBe(
      '&lt;script&gt;.alert(1).&lt;/script&gt;',
    );
  });

  it('on paper alone is whole on the screen, where no style is left too', () => {
    expect(breakableHtml('department-of-cats', 'on paper')).toBe(
      'department-<wbr style="display:none">of-<wbr style="display:none">cats',
    );
  });
});

describe('longestPiece', () => {
  it('is the longest part on one line', () => {
    expect(longestPiece('was never seen at \\\\fs01\\department\\x')).toBe('department\\'.length);
    expect(longestPiece('')).toBe(0);
  });
});
