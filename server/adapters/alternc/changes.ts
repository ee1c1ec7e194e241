import { Refusal } from '../../platform/errors.ts'
import type { Change } from '../../provisioners/change.ts'
import type { Password } from '../../provisioners/ports.ts'
import { typeOf } from './entries.ts'

/** A call of the bridge, and what it is given besides the account. */
export type Call = { call: string, args: Record<string, unknown> }

type CallOf = { [D in Change['do']]: (change: Extract<Change, { do: D }>, password: Password | undefined) => Call[] }

const calls: CallOf = {
  'quota': ({ quota, total }) => [{ call: 'quota.set', args: { quota, total } }],
  'domain': ({ domain, hostsDns, hostsMail, force }) => [{ call: 'domain.add', args: { domain, dns: hostsDns, mail: hostsMail, force } }],
  'domain-settings': ({ domain, hostsDns, hostsMail, ttl }) => [{ call: 'domain.set', args: { domain, dns: hostsDns, mail: hostsMail, ttl } }],
  'entry': entryCalls,
  'remove-entry': ({ domain, id }) => [{ call: 'entry.remove', args: { domain, id } }],
  'remove-domain': ({ domain }) => [{ call: 'domain.remove', args: { domain } }],
  'address': ({ domain, local, mailbox, recipients }, password) => [
    { call: 'mail.address', args: { domain, local, quotaMb: mailbox?.quotaMb ?? null, recipients } },
    ...password && mailbox ? [{ call: 'mail.password', args: { domain, local, ...secretOf(password) } }] : [],
  ],
  'password': ({ domain, local }, password) => [{ call: 'mail.password', args: { domain, local, ...secretOf(password) } }],
  'catch-all': ({ domain, target }) => [{ call: 'mail.catchall', args: { domain, target } }],
  'ftp': ({ prefix, login, folder }, password) => [{ call: 'ftp.set', args: { prefix, login, folder, ...secretOf(password) } }],
  'database': ({ name }) => [{ call: 'database.add', args: { name } }],
  'lists': ({ domain, host, listmasters }) => [{ call: 'lists.add', args: { domain, host, listmasters } }],
}

/** What the bridge is asked to bring a change about, in this order. */
export function callsFor(change: Change, password: Password | undefined): Call[] {
  const callsOf = calls[change.do] as (change: Change, password: Password | undefined) => Call[]
  return callsOf(change, password)
}

function entryCalls({ domain, name, kind, value, replaces }: Extract<Change, { do: 'entry' }>): Call[] {
  const type = typeOf(kind)
  if (type === undefined) throw new Refusal('invalid', 'The hosting makes entries of this kind by itself.', { code: 'bad-value' })
  return [{ call: 'entry.set', args: { domain, name, type, value, replaces } }]
}

/** A password as the bridge takes it. */
export function secretOf(password: Password | undefined): { password?: string, hash?: string } {
  if (!password) throw new Refusal('invalid', 'A password is needed for this.', { code: 'bad-value' })
  return 'plain' in password ? { password: password.plain } : { hash: password.hash }
}
