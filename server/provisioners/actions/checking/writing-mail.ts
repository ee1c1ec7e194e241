import type { Change } from '../../change.ts'
import { demand, refusal, twice, type Check, type Trial } from './check.ts'

/** What is done about mail, on the account and the domain of the trial. */
export const MAIL: readonly Check[] = [
  { name: 'mail: a mailbox', of: mailbox },
  { name: 'mail: an alias', of: alias },
  { name: 'mail: a mailbox is not taken away', of: kept },
  { name: 'mail: a password, saved and put back', of: password },
  { name: 'mail: everything else', of: catchAll },
]

const LOCAL = 'permanence-check'
const COPIES = ['one@example.org', 'two@example.org']

const addressChange = (trial: Trial, more: Pick<Extract<Change, { do: 'address' }>, 'local' | 'mailbox' | 'recipients'>): Change => ({ do: 'address', domain: trial.domain, ...more })

async function mailbox(trial: Trial): Promise<string> {
  const made = await twice(trial, addressChange(trial, { local: LOCAL, mailbox: { quotaMb: 100 }, recipients: [] }))
  demand(made.addresses.some(({ local, mailbox: box }) => local === LOCAL && box?.quotaMb === 100), 'The mailbox is not there as it was wished.')
  const grown = await twice(trial, addressChange(trial, { local: LOCAL, mailbox: { quotaMb: 200 }, recipients: [COPIES[0] ?? ''] }))
  demand(grown.addresses.some(({ local, mailbox: box, recipients }) => local === LOCAL && box?.quotaMb === 200 && recipients.length === 1), 'The mailbox is not what it was changed to.')
  return `${LOCAL}@${trial.domain}, 100 MB, then 200 MB and a copy elsewhere.`
}

async function alias(trial: Trial): Promise<string> {
  const { addresses } = await twice(trial, addressChange(trial, { local: `${LOCAL}-alias`, mailbox: null, recipients: COPIES }))
  demand(addresses.some(({ local, mailbox: box, recipients }) => local === `${LOCAL}-alias` && box === null && recipients.length === 2), 'The alias is not there as it was wished.')
  return `To ${COPIES.join(' and ')}.`
}

async function kept(trial: Trial): Promise<string> {
  const { provisioner, id, signal } = trial
  const tried = provisioner.apply(id, addressChange(trial, { local: LOCAL, mailbox: null, recipients: COPIES }), { signal })
  const said = await tried.then(() => 'It was passed over.', async () => (await refusal(tried)).message)
  const { addresses } = await provisioner.read(id, signal)
  demand(addresses.some(({ local, mailbox: box }) => local === LOCAL && box !== null), 'A mailbox was taken away with the mail in it.')
  return said
}

async function password(trial: Trial): Promise<string> {
  const { provisioner, id, domain, signal } = trial
  const address = { domain, local: LOCAL }
  const change = { do: 'password', ...address } satisfies Change
  const hash = () => provisioner.passwordHash(id, address, signal)
  await provisioner.apply(id, change, { password: { plain: 'Azerty12345!' }, signal })
  const saved = await hash()
  demand(saved !== null && !saved.includes('Azerty'), 'No hash is kept of the password.')
  await provisioner.apply(id, change, { password: { plain: 'a Password 4 now' }, signal })
  demand(await hash() !== saved, 'The password was not changed.')
  await twice(trial, change, { hash: saved })
  demand(await hash() === saved, 'The password was not put back as it was.')
  return `Kept as ${/^\{[A-Z0-9-]+\}/.exec(saved)?.[0] ?? 'a hash'}, replaced, put back.`
}

async function catchAll(trial: Trial): Promise<string> {
  const target = `${LOCAL}@${trial.domain}`
  const { addresses } = await twice(trial, { do: 'catch-all', domain: trial.domain, target })
  demand(addresses.some(({ local, recipients }) => local === '' && recipients.includes(target)), 'It goes nowhere.')
  return `To ${target}.`
}
