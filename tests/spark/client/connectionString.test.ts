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
      clientType: 'access-anomaly',
      headers: {},
    });
    expect(readConnection('sc://[::1]:15003/;user_id=ann;x-room=7', none)).toMatchObject({
      address: '[::1]:15003',
      userId: 'ann',
      headers: { 'x-room': '7' },
    });
    expect(readConnection('sc://host/;token=a%3Db;use_ssl=true;user_agent=triage', none)).toMatchObject({
      token: 'a=b',
      useSsl: true,
      clientType: 'triage',
      headers: {},
    });
  });

  it('takes TLS for granted beside a token, but on this machine', () => {
    expect(readConnection('sc://host/;token=t', none).useSsl).toBe(true);
    expect(readConnection('sc://127.0.0.1:1/;token=t', none).useSsl).toBe(false);
    expect(() => readConnection('sc://host/;token=secret;use_ssl=false', none)).toThrow(
      'Expected use_ssl=true beside a token for host',
    );
    for (const host of ['127.evil.example', '127.0.0.1.evil.example', 'localhost.example']) {
      expect(readConnection(`sc://${host}/;token=t`, none).useSsl).toBe(true);
    }
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
    const fromFiles = { SPARK_REMOTE: 'sc://localhost:5\n', SPARK_CONNECT_AUTHENTICATE_TOKEN: ' t\r\n' };
    expect(readConnection(undefined, fromFiles)).toMatchObject({ address: 'localhost:5', token: 't' });
    expect(readConnection('sc://host', { SPARK_CONNECT_AUTHENTICATE_TOKEN: '\n' }).token).toBe(null);
  });

  it.each([
    ['http://host', RangeError],
    ['sc://', RangeError],
    ['sc://host:99999', RangeError],
    ['sc://host/;use_ssl=yes', RangeError],
    ['sc://host/;token', RangeError],
    ['sc://host/;session_id=1', RangeError],
    ['sc://host/;token=', RangeError],
    ['sc://host/;x-y=%0A', RangeError],
    ['sc://host/;x y=1', RangeError],
    ['sc://host/;x-bin=1', RangeError],
    ['sc://host/;Authorization=Basic', RangeError],
    [7, TypeError],
  ])('refuses %s', (url, Wrong) => {
    expect(() => readConnection(url as string, none)).toThrow(Wrong);
  });

  it.each([
    'x://host/;token=secret',
    'sc://host:99999/;token=secret',
    'sc://host/;token=secret;bad',
    'sc://host:15002?token=secret',
    'sc://host?token=secret',
    'sc://host/token=secret',
    'sc://user:secret@host',
    'sc://secret@host',
    'secret',
    'sc://host/;token=secret%0A',
    'sc://host/;token=secret\n',
    'sc://host/;token=secret50%',
    'sc://host/;token=secret%C3%A9',
    'sc://host/;use_ssl=true&token=secret',
    'sc://host/;x-key=secret%0A',
    'sc://host/;secret!=',
    'sc://host/;secret',
  ])('never says a token: %j', (url) => {
    const error = (() => {
      try {
        readConnection(url, none);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(RangeError);
    expect(String(error)).toMatch(/^RangeError: Expected (?!.*secret)/s);
  });

  it('says where a string that is none would have led', () => {
    expect(() => readConnection('http://host', none)).toThrow(/got "http:\/\/host"$/);
    expect(() => readConnection('sc://host:15002?token=t', none)).toThrow(
      /got "sc:\/\/host:15002" and more$/,
    );
  });
});
