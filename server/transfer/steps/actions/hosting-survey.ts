import { z } from 'zod'
import type { ActionPort } from '../../../workflows/ports.ts'
import type { Hosting } from '../../../provisioners/hosting.ts'
import { AccountId } from '../hosting-given.ts'
import type { HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const Given = z.object({ account: AccountId.nullish(), login: z.string().trim().nullish(), email: z.string().trim().nullish(), domain: z.string().trim().toLowerCase().nullish() })
const NOTHING = { found: false, account: null, login: null, email: null, domains: [], addresses: [], hostsDns: false, hostsMail: false, quotas: {}, owner: null }

/** `hosting.survey`: what is at the hosting for an account (by its number, login or address) or a domain; `owner`: whose account has the domain. Changes nothing. */
export const hostingSurveyAction = ({ deskFor }: HostingSteps): ActionPort => ({
  takes: { needed: [], optional: ['account', 'login', 'email', 'domain'] },
  gives: Object.keys(NOTHING),
  async ensure(call) {
    const { account, login, email, domain } = asked(Given, call.with)
    const { provisioner } = await deskFor(call)
    const by = account ? { id: account } : login ? { login } : email ? { email } : undefined
    const [owner] = domain ? await provisioner.find({ domain }, call.signal) : []
    const [found] = by ? await provisioner.find(by, call.signal) : owner ? [owner] : []
    const seen = found ? shown(await provisioner.read(found.id, call.signal), domain) : NOTHING
    return { done: { ...seen, owner: owner?.id ?? null } }
  },
})

function shown({ account, domains, addresses, quotas }: Hosting, asked: string | null | undefined) {
  const domain = domains.find(({ name }) => name === asked)
  return {
    found: true, account: account.id, login: account.login, email: account.email, domains: domains.map(({ name }) => name),
    addresses: addresses.filter(address => !asked || address.domain === asked).slice(0, 1000).map(({ local, domain: of }) => `${local}@${of}`),
    hostsDns: domain?.hostsDns ?? false, hostsMail: domain?.hostsMail ?? false,
    quotas: Object.fromEntries(quotas.map(({ name, used, total }) => [name, { used, total }])),
  }
}
