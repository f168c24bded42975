import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../lib/base/text/maskSecrets.js';
import { environmentSecrets } from '../../lib/sinks/services/environmentSecrets.js';

const basic = (pair: string) => Buffer.from(pair).toString('base64');

describe('environmentSecrets', () => {
  it.each<[string, string[]]>([
    ['http://u:passw0rd@proxy:8080', ['passw0rd']],
    ['http://u:p%40ss-word@proxy', ['p%40ss-word', 'p@ss-word']],
    ['http://u:50%off-pass@proxy', ['50%off-pass']],
    ['user:passw0rd@proxy:8080', ['passw0rd']],
    ['http://u:with:and@and/in@proxy', ['with:and@and/in']],
    ['http://:passw0rd@proxy', ['passw0rd']],
    ['socks5h://u:passw0rd@[::1]:1080/', ['passw0rd']],
  ])('finds the password in %s, and what a proxy is sent', (address, passwords) => {
    for (const name of ['HTTPS_PROXY', 'all_proxy']) {
      const secrets = environmentSecrets({ [name]: address });
      expect(secrets).toEqual(expect.arrayContaining(passwords));
      for (const secret of secrets) if (!passwords.includes(secret)) expect(secret).toMatch(/^[\w+/]+=*$/);
    }
  });

  it.each(['', 'http://proxy:8080', 'http://user@proxy:8080', 'proxy', 'proxy:8080', 'http://u:@proxy'])(
    'finds none in "%s"',
    (address) => {
      expect(environmentSecrets({ HTTP_PROXY: address })).toEqual([]);
    },
  );

  it('has short passwords masked in what a proxy is sent', () => {
    for (const [address, pair] of [
      ['http://u:abcd@proxy', 'u:abcd'],
      ['http://u:abcdef@proxy', 'u:abcdef'],
      ['http://u%40x:ab%25d@proxy', 'u@x:ab%d'],
    ]) {
      const said = maskSecrets(`Basic ${basic(pair)}`, environmentSecrets({ HTTP_PROXY: address }));
      expect(said).toBe('Basic ***');
    }
  });
});
