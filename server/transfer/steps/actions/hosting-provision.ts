import { Refusal } from '../../../platform/errors.ts'
import { plan, provision } from '../../../provisioners/actions/provision.ts'
import { addressOf, type Desired } from '../../../provisioners/desired.ts'
import { fullLogin } from '../../../provisioners/missing.ts'
import type { Password } from '../../../provisioners/ports.ts'
import { inWords, objectionInWords, type Sentence } from '../../../provisioners/words.ts'
import type { ActionPort, Call } from '../../../workflows/ports.ts'
import { AccountId, WISHES, wishOf } from '../hosting-given.ts'
import { Before, snapshot, strangersIn, wayBack } from '../hosting-made.ts'
import type { HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const listed = (sentences: readonly Sentence[]) => ({ fr: sentences.map(({ fr }) => `• ${fr}`).join('\n'), en: sentences.map(({ en }) => `• ${en}`).join('\n') })
const namesIn = ({ domains }: Desired) => domains.map(({ name }) => name)

/**
 * `hosting.plan`: what is missing at the hosting, in sentences, for a gate to show; `stops` says that something must be settled first, and
 * `byHand` is the exact text of records that the hosting cannot hold. Changes nothing.
 */
export const hostingPlanAction = ({ deskFor }: HostingSteps): ActionPort => ({
  takes: { needed: ['account'], optional: [...WISHES, 'password'] },
  gives: ['count', 'fr', 'en', 'objections', 'stops', 'byHand'],
  async ensure(call) {
    const { desired, byHand } = wishOf(call.with)
    const { provisioner } = await deskFor(call)
    const accountId = asked(AccountId, call.with['account'])
    const { actual, changes, objections } = await plan(provisioner, { accountId, desired, passwords: await passwordsFor(call, desired), signal: call.signal })
    const against = objections.map(objectionInWords)
    return {
      done: {
        count: changes.length, ...listed(changes.map(change => inWords(change, actual))), objections: against.map(({ fr, en }) => ({ fr, en })),
        stops: objections.some(({ stops }) => stops), byHand: byHand.map(({ text }) => text).join('\n'),
      },
    }
  },
})

/**
 * `hosting.provision`: brings the account to what is wished, for whoever has proved that it is theirs. Twice does nothing. Taken back, the
 * domains that it made go and the entries that it set are as before; databases, logins and quotas stay.
 */
export const hostingProvisionAction = ({ deskFor, authority, namedAbove }: HostingSteps): ActionPort => ({
  takes: { needed: ['account'], optional: [...WISHES, 'password'] },
  gives: ['count', 'fr', 'en', 'byHand', 'before'],
  async ensure(call) {
    const { desired, byHand } = wishOf(call.with)
    const accountId = asked(AccountId, call.with['account'])
    await authority.authorise(call, accountId)
    const { provisioner } = await deskFor(call)
    const before = await authority.remember(call, 'before', async () => snapshot(await provisioner.read(accountId, call.signal), namesIn(desired)))
    const { done, before: actual } = await provision(provisioner, { accountId, desired, passwords: await passwordsFor(call, desired), signal: call.signal })
    return { done: { count: done.length, ...listed(done.map(change => inWords(change, actual))), byHand: byHand.map(({ text }) => text).join('\n'), before } }
  },
  async undo(call) {
    const { desired } = wishOf(call.with)
    const accountId = asked(AccountId, call.with['account'])
    await authority.authorise(call, accountId)
    const { provisioner } = await deskFor(call)
    const now = await provisioner.read(accountId, call.signal)
    // An attempt that failed halfway has told nobody what was there before it; it is remembered all the same.
    const before = asked(Before, call.result['before'] ?? await authority.remember(call, 'before', () => Promise.resolve(snapshot(now, namesIn(desired)))))
    const [stranger] = strangersIn(before, now, desired.addresses.map(addressOf))
    if (stranger !== undefined) throw new Refusal('conflict', `${stranger} was made since, and its mail would go with the domain: take it back by hand`)
    const changes = wayBack(before, now, namesIn(desired))
    for (const change of changes) if (change.do === 'remove-domain') await refuseWhileLedHere(change.domain, { named: await namedAbove?.(change.domain, call.signal) ?? [], ours: (await provisioner.health(call.signal)).nameServers })
    for (const change of changes) await provisioner.apply(accountId, change, { signal: call.signal })
  },
})

/** A domain that the world still finds with us would be gone for everybody. */
function refuseWhileLedHere(domain: string, { named, ours }: { named: readonly string[], ours: readonly string[] }) {
  const here = ours.map(name => name.toLowerCase().replace(/\.$/, '')).filter(name => named.includes(name))
  if (here.length === 0) return
  const words = {
    fr: `Le registre envoie encore le monde chez nous pour ${domain} (${here.join(', ')}). Faites d’abord remettre les serveurs de noms d’avant là où le domaine est enregistré, attendez une heure, puis réessayez.`,
    en: `The registry still sends the world to us for ${domain} (${here.join(', ')}). First have the former name servers set where the domain is registered, wait for an hour, then try again.`,
  }
  throw new Refusal('conflict', words.en, { words })
}

/** The one password that a step hands over is for every mailbox and login that it wishes. */
async function passwordsFor(call: Call, { addresses, ftp }: Desired): Promise<Record<string, Password>> {
  if (!call.with['password']) return {}
  const said = await call.secret(call.with['password'])
  const password: Password = /^\{[A-Z0-9-]+\}/.test(said) ? { hash: said } : { plain: said }
  return Object.fromEntries([...addresses.filter(({ mailbox }) => mailbox).map(addressOf), ...ftp.map(({ prefix, login }) => fullLogin(prefix, login))].map(name => [name, password]))
}
