import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const SERVER: Value = ['id.resp_h', 'destination.ip', 'destination.address'];

/** `name/REALM`, of some versions `name@REALM`: the name, which may have a slash of its own. */
const CLIENT: Value = { of: 'client', match: '^(.+?)(?:[/@][^/@]+)?$' };

const USER: Value = [CLIENT, 'username', 'user'];

/**
 * Zeek's logs that name a user: kerberos, ntlm, http (with a password), ftp and radius; TSV or JSON, of
 * Corelight, in Log Analytics and in Elastic.
 *
 * - tenant: one
 * - user: of Kerberos the client without its realm, else username or user
 * - resource: of Kerberos the service, of NTLM the server's name, of HTTP the host, else the server's address
 * - failed: success F, a reply or status code of 400 or more, RADIUS' result failed
 * - machine: names ending in `$`, and hosts (`host/...`); anonymous: FTP's anonymous
 *
 * There is no id: `uid` is a connection's, which may have many events.
 */
export const zeek: Profile = {
  title: "Zeek's logs",
  url: 'https://docs.zeek.org/en/master/script-reference/log-files.html',
  within: places('zeek.kerberos', 'zeek.ntlm', 'zeek.http', 'zeek.ftp', 'zeek.radius'),
  access: {
    all: [
      { field: USER, filled: true },
      { field: ['uid', 'zeek.session_id'], filled: true },
    ],
  },
  failed: {
    any: [
      { field: 'success', is: false },
      { field: ['status_code', 'reply_code'], above: 399 },
      { field: 'result', matches: '(?i)^fail' },
    ],
  },
  user: USER,
  res: [
    'service',
    'server_dns_computer_name',
    'server.name.dns',
    'server_nb_computer_name',
    'server.name.netbios',
    'host',
    SERVER,
  ],
  time: ['ts', '@timestamp', 'TimeGenerated'],
  accounts: {
    anonymous: { field: USER, is: ['anonymous', 'ftp', 'guest'] },
    machine: { field: USER, matches: '\\$$|^(?i:host)/' },
  },
  context: {
    network: { of: ['id.orig_h', 'source.ip', 'source.address'], family: 'network' },
    client: { of: ['user_agent', 'user_agent.original'], family: 'client' },
    device: { of: ['user_agent', 'user_agent.original'], family: 'device' },
  },
};
