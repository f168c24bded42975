import { describe, expect, it } from 'vitest';
import { readConnection } from '../../../lib/spark/client/connectionString.js';

const none = {};

describe('readConnection', () => {
  it("reads Spark's connection strings", () => {
    expect(readConnection('sc://spark.example.com', none)).toEqual({
      address: 'spark.example.com:15002',
      useSsl: false,
      token: null,
      userId: 'access-anomaly',
      headers: {},
    });
    expect(readConnection('sc://[::1]:15003/;user_id=ann;x-room=7', none)).toMatchObject({
      address: '[::1]:15003',
      userId: 'ann',
      headers: { 'x-room': '7' },
    });
    expect(readConnection('sc://host/;token=a%3Db;use_ssl=true', none)).toMatchObject({
      token: 'a=b',
      useSsl: true,
    });
  });

  it('takes TLS for granted beside a token, but on this machine', () => {
    expect(readConnection('sc://host/;token=t', none).useSsl).toBe(true);
    expect(readConnection('sc://127.0.0.1:1/;token=t', none).useSsl).toBe(false);
    expect(() => readConnection('sc://host/;token=secret;use_ssl=false', none)).toThrow(
      'Expected use_ssl=true beside a token for host',
    );
  });

  it("goes by the environment's SPARK_REMOTE, and takes its token", () => {
    const environment = {
      SPARK_REMOTE: 'sc://localhost:5',
      SPARK_CONNECT_AUTHENTICATE_TOKEN: 't',
      USER: 'bob',
    };
    expect(readConnection(undefined, environment)).toMatchObject({
      address: 'localhost:5',
      token: 't',
      userId: 'bob',
    });
    expect(() => readConnection(undefined, none)).toThrow('SPARK_REMOTE, got none');
  });

  it.each([
    ['http://host', RangeError],
    ['sc://', RangeError],
    ['sc://host:99999', RangeError],
    ['sc://host/;use_ssl=yes', RangeError],
    ['sc://host/;token', RangeError],
    ['sc://host/;session_id=1', RangeError],
    [7, TypeError],
  ])('refuses %s', (url, Wrong) => {
    expect(() => readConnection(url as string, none)).toThrow(Wrong);
  });

  it('never says a token', () => {
    for (const url of [
      'x://host/;token=secret',
      'sc://host:99999/;token=secret',
      'sc://host/;token=secret;bad',
    ]) {
      const error: unknown = (() => {
        try {
          return readConnection(url, none);
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(String(error)).not.toContain('secret');
    }
  });
});
