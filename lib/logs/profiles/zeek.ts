import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isAbove, isFilled, matches } from './shorthand.js';

const SERVER: Value = ['id.resp_h', 'destination.ip', 'destination.address'];

/** `name/REALM`, of some versions `name@REALM`: the name, which may have a slash of its own. */
const CLIENT: Value = { of: 'client', match: '^(.+?)(?:[/@][^/@]+)?$' };

const USER: Value = [CLIENT, 'username', 'user'];

/**
 * Zeek's logs that name a user: kerberos, ntlm, http (with a password), ftp and radius; TSV or JSON, of
 * Corelight, in Log Analytics and in Elastic. There is no id: `uid` is a connection's, which may have many
 * events.
 */
export const zeek: Profile = {
  title: "Zeek's logs",
  url: 'https://docs.zeek.org/en/master/script-reference/log-files.html',
  within: places('zeek.kerberos', 'zeek.ntlm', 'zeek.http', 'zeek.ftp', 'zeek.radius'),
  access: all(isFilled(USER), isFilled(['uid', 'zeek.session_id'])),
  failed: any(
    is('success', false),
    isAbove(['status_code', 'reply_code'], 399),
    matches('result', '(?i)^fail'),
  ),
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
    anonymous: is(USER, ['anonymous', 'ftp', 'guest']),
    machine: matches(USER, '\\$$|^(?i:host)/'),
  },
  operation: ['request_type', 'method', 'command'],
  result: ['result', 'error_msg', 'status_code', 'reply_code', 'success'],
  context: {
    network: { of: ['id.orig_h', 'source.ip', 'source.address'], family: 'network' },
    client: { of: ['user_agent', 'user_agent.original'], family: 'client' },
    device: { of: ['user_agent', 'user_agent.original'], family: 'device' },
  },
};
