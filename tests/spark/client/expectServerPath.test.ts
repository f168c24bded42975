import { describe, expect, it } from 'vitest';
import { expectServerPath } from '../../../lib/spark/client/expectServerPath.js';

describe('expectServerPath', () => {
  it.each(['/data/logs', 's3a://logs/2026-01', 'hdfs:///user/ann/x', 'file:/tmp/x', 'dbfs:/x', 'C:\\logs'])(
    'takes %s',
    (path) => {
      expect(expectServerPath('path', path)).toBe(path);
    },
  );

  it('refuses what would be of the folder that the server works in, or no text', () => {
    expect(() => expectServerPath('modelPath', 'models/x')).toThrow(
      'Expected modelPath to be absolute on the server (/data/logs), or a URI (s3a://logs/2026-01), got "models/x"',
    );
    expect(() => expectServerPath('path', '')).toThrow(RangeError);
    expect(() => expectServerPath('path', 1)).toThrow(TypeError);
  });
});
