import type { z } from 'zod'
import { Refusal, RemoteFailure, type RefusalCode } from '../../platform/errors.ts'
import type { QuotaName } from '../../provisioners/hosting.ts'
import type { Provisioner } from '../../provisioners/ports.ts'
import { callsFor, secretOf, type Call } from './changes.ts'
import { Answers, healthOf, hostingOf } from './hosting.ts'
import { commandAt } from './at.ts'
import { askBridge, type Answer, type Command } from './transport.ts'

const READING_MS = 60_000
// AlternC looks up the name servers of a new domain, which may take it long.
const CHANGING_MS = 180_000

type Ask = (call: Call, signal?: AbortSignal) => Promise<Record<string, unknown>>

/** AlternC, by the bridge that `address` leads to. Changes are made one after the other, since AlternC locks; reading waits for nobody. */
export const alternc = (address: string): Provisioner => alterncBy(commandAt(address))

/** The same by any program that speaks as the bridge does. */
export function alterncBy(command: Command): Provisioner {
  const reading: Ask = async (call, signal) => resultOf(call, await askBridge(command, { ...call, patienceMs: READING_MS, secrets: secretsIn(call) }, signal))
  const turn = inTurn<Record<string, unknown>>()
  const changing: Ask = (call, signal) => turn(async () => resultOf(call, await askBridge(command, { ...call, patienceMs: CHANGING_MS, secrets: secretsIn(call) }, signal)))
  return {
    name: 'AlternC',
    health: async signal => healthOf(as(Answers.health, await reading({ call: 'health', args: {} }, signal))),
    async find(by, signal) {
      const [[field = '', value = ''] = []] = Object.entries(by)
      return as(Answers.accounts, await reading({ call: 'find', args: { by: field, value } }, signal)).accounts
    },
    createAccount: async (account, password, signal) => as(Answers.account, await changing({ call: 'account.create', args: { ...account, ...secretOf(password) } }, signal)).account,
    read: async (account, signal) => hostingOf(as(Answers.hosting, await reading({ call: 'read', args: { account } }, signal))),
    async apply(account, wish, { password, signal } = {}) {
      for (const { call, args } of callsFor(wish, password)) await changing({ call, args: { account, ...args } }, signal)
    },
    passwordHash: async (account, address, signal) => as(Answers.hash, await reading({ call: 'mail.hash', args: { account, ...address } }, signal)).hash,
  }
}

/** One after the other, in the order they came, whatever becomes of each. */
function inTurn<T>() {
  let last: Promise<unknown> = Promise.resolve()
  return (work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}

const secretsIn = ({ args: { password, hash } }: Call) => [password, hash].filter(one => typeof one === 'string')

function as<T>(form: z.ZodType<T>, result: unknown): T {
  const read = form.safeParse(result)
  if (!read.success) throw new RemoteFailure('AlternC', false, 'the bridge answered what was not asked: is it the one of this version?')
  return read.data
}

// What somebody must do something about first; anything else that is not listed is a conflict too.
const REFUSALS: Record<string, RefusalCode> = { 'unknown-account': 'not-found', 'no-such-domain': 'not-found', 'no-such-address': 'not-found', 'no-such-entry': 'not-found', 'forbidden': 'forbidden', 'bad-value': 'invalid', 'weak-password': 'invalid' }
const OUR_FAULT = ['protocol', 'unknown-call', 'bad-request', 'no-alternc']

// Which quota is used up, when one is.
const QUOTAS: Record<string, QuotaName> = { 'domain.add': 'domains', 'mail.address': 'mailboxes', 'ftp.set': 'ftp', 'database.add': 'databases', 'lists.add': 'lists' }

/** What was answered, or why not: an error that waiting helps, or a refusal for a person. */
function resultOf({ call }: Call, answer: Answer): Record<string, unknown> {
  if (answer.ok) return answer.result
  const { code, says, retry } = answer
  if (retry || OUR_FAULT.includes(code)) throw new RemoteFailure('AlternC', retry, says)
  throw new Refusal(REFUSALS[code] ?? 'conflict', says, code === 'quota' ? { code, quota: QUOTAS[call] } : { code })
}
