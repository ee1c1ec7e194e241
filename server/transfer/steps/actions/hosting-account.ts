import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import type { Provisioner } from '../../../provisioners/ports.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import { AccountId } from '../hosting-given.ts'
import { loginsFor } from '../hosting-login.ts'
import type { HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const Given = z.object({
  login: z.string().trim().toLowerCase().min(1).max(14).regex(/^[a-z0-9]+$/, 'must be letters and digits, 14 at most').nullish(),
  domain: z.string().max(253).nullish(),
  email: z.string().trim().min(3).max(254).regex(/^\S+@\S+$/, 'must be an address'),
  firstName: z.string().max(100).nullish(), lastName: z.string().max(100).nullish(), notes: z.string().max(2000).nullish(),
})

/**
 * `hosting.account`: finds the account of that login, or makes it; without a login, one that is free and sounds like the domain. One that it made is proved by that; one that was there is not. Without a
 * password it has one that nobody knows: its owner chooses another by the panel.
 */
export const hostingAccountAction = ({ deskFor, authority }: HostingSteps): ActionPort => ({
  takes: { needed: ['email'], optional: ['login', 'domain', 'firstName', 'lastName', 'notes', 'password'] },
  gives: ['id', 'login', 'made'],
  async ensure(call) {
    const { email, firstName, lastName, notes, ...wished } = asked(Given, call.with)
    const { provisioner } = await deskFor(call)
    // An account that the first attempt made is no account that was there.
    const before = await authority.remember(call, 'before', async () => {
      const login = wished.login ?? await freeLogin(provisioner, wished.domain ?? email, call.signal)
      return { login, known: (await provisioner.find({ login }, call.signal)).length > 0 }
    })
    const login = String(before['login'])
    const plain = call.with['password'] ? await call.secret(call.with['password']) : randomBytes(18).toString('base64url')
    const account = await provisioner.createAccount({ login, email, firstName: firstName ?? '', lastName: lastName ?? '', notes: notes ?? '' }, { plain }, call.signal)
    const made = before['known'] === false
    if (made) await authority.noteMade(call, account)
    return { done: { id: account.id, login: account.login, made } }
  },
})

/** A login that nobody has: the name of the domain without its ending, and a number when that is taken. */
async function freeLogin(provisioner: Provisioner, name: string, signal: AbortSignal): Promise<string> {
  for (const login of loginsFor(name)) if ((await provisioner.find({ login }, signal)).length === 0) return login
  throw new Refusal('conflict', `No login that sounds like ${name} is free: choose one, and start again with it`)
}

/** `account.send-code`: mails a code to the address registered at the account. Says nothing about whether there is such an account. */
export const sendCodeAction = ({ authority }: HostingSteps): ActionPort => ({
  takes: { needed: ['account'] },
  gives: ['until'],
  async ensure(call) {
    const until = await authority.sendCode(call, asked(AccountId, call.with['account']))
    return { done: { until: new Date(until).toISOString() } }
  },
})

/** `account.check-code`: takes the code that somebody gave back; a wrong one is refused. */
export const checkCodeAction = ({ authority }: HostingSteps): ActionPort => ({
  takes: { needed: ['account', 'code'] },
  gives: ['proved'],
  async ensure(call) {
    await authority.checkCode(call, asked(AccountId, call.with['account']), await call.secret(call.with['code']))
    return { done: { proved: true } }
  },
})
