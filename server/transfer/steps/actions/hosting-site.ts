import { z } from 'zod'
import { newToken } from '../../../platform/secrets.ts'
import { provision } from '../../../provisioners/actions/provision.ts'
import { fullLogin } from '../../../provisioners/missing.ts'
import { asked } from '../../../workflows/asked.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import { AccountId } from '../hosting-given.ts'
import { siteName } from '../hosting-login.ts'
import { Domain } from '../transfer-asked.ts'
import type { HostingSteps } from './hosting-world.ts'

const Given = z.object({ account: AccountId, domain: Domain, database: z.boolean().default(false) })

/**
 * `hosting.site-access`: a login for the files of a site, with a password that is sealed, and, where `database` says so, an empty database for
 * it. Both are named after the domain. Each attempt makes another password; the last is that of the result. What is there already stays.
 */
export const siteAccessAction = ({ deskFor, authority }: HostingSteps): ActionPort => ({
  takes: { needed: ['account', 'domain'], optional: ['database'] },
  gives: ['login', 'folder', 'server', 'database', 'password'],
  secrets: ['password'],
  async ensure(call) {
    const { account, domain, database } = asked(Given, call.with)
    await authority.authorise(call, account)
    const { provisioner } = await deskFor(call)
    const { account: { login: prefix } } = await provisioner.read(account, call.signal)
    const name = siteName(domain)
    // The name of the account, not of the domain: a domain with logins of its own could not be taken back.
    const ftp = { prefix, login: name, folder: `/www/${domain}` }
    const [login, base] = [fullLogin(prefix, name), `${prefix}_${name}`]
    // As most panels want it: capitals, digits and a sign, and long enough.
    const password = `${newToken().slice(0, 20)}-A7`
    await provision(provisioner, { accountId: account, desired: { quotas: {}, domains: [], addresses: [], catchAlls: [], lists: [], ftp: [ftp], databases: database ? [{ name: base }] : [] }, passwords: { [login]: { plain: password } }, signal: call.signal })
    // A login that was there keeps its folder and gets this password.
    await provisioner.apply(account, { do: 'ftp', ...ftp }, { password: { plain: password }, signal: call.signal })
    const { webAddresses: [server = null] } = await provisioner.health(call.signal)
    return { done: { login, folder: ftp.folder, server, database: database ? base : null }, secrets: { password } }
  },
})
