import { expect, test } from 'vitest'
import { simulatedAlternc } from '../../adapters/alternc.sim.ts'
import { Refusal } from '../../platform/errors.ts'
import type { SitePage } from '../site/ports.ts'
import type { Call } from '../../workflows/ports.ts'
import { siteAccessAction } from './actions/hosting-site.ts'
import { sitePlanAction, sitePorts } from './actions/site.ts'

const NOW = Date.UTC(2026, 10, 22, 18)
const callOf = (given: Call['with']): Call => ({
  key: '1/x/1', with: given, run: { id: 1, ticketId: 7, subject: 'x', rehearsal: false, example: null }, secret: () => Promise.reject(new Error('no secret')), now: NOW, signal: AbortSignal.timeout(60_000),
})
const nothing = () => Promise.resolve()

/** A hosting with an account of one domain, and what a step there works with. */
async function hosted(authorise: () => Promise<void> = nothing) {
  const provisioner = simulatedAlternc({ clock: () => new Date(NOW) })
  const { id } = await provisioner.createAccount({ login: 'pieds', email: 'bureau@pieds.example', firstName: '', lastName: 'Pieds', notes: '' }, { plain: 'un mot de passe' })
  const access = siteAccessAction({
    deskFor: () => Promise.resolve({ provisioner, askNameServer: () => Promise.reject(new Error('nobody is asked')) }),
    authority: { authorise, noteMade: nothing, checkCode: nothing, sendCode: () => Promise.resolve(0), remember: (_call, _what, see) => see() },
  })
  return { access, provisioner, id }
}

test('a site gets a login for its files and a database, named after its domain; again, they are the same with another password', async () => {
  const { access, provisioner, id } = await hosted()
  const given = { account: id, domain: 'pieds-au-sec.org', database: true }
  const [first, second] = [await access.ensure(callOf(given)), await access.ensure(callOf(given))]
  expect(first).toMatchObject({ done: { login: 'pieds_piedsausecorg', folder: '/www/pieds-au-sec.org', database: 'pieds_piedsausecorg', server: expect.any(String) as string }, secrets: { password: expect.stringMatching(/^.{20}-A7$/) as string } })
  expect('done' in first && 'done' in second && [second.done, second.secrets?.['password'] === first.secrets?.['password']]).toEqual(['done' in first && first.done, false])
  // A second domain of the same account has its own, and the quotas give way.
  await access.ensure(callOf({ account: id, domain: 'fanfare.fr', database: true }))
  const pages = await access.ensure(callOf({ account: id, domain: 'pages.fr' }))
  expect(pages).toMatchObject({ done: { login: 'pieds_pagesfr', database: null } })
  const { ftp, databases } = await provisioner.read(id)
  expect([ftp.map(({ login, folder }) => `${login} ${folder}`), databases.map(({ name }) => name)]).toEqual([
    ['pieds_piedsausecorg /www/pieds-au-sec.org', 'pieds_fanfarefr /www/fanfare.fr', 'pieds_pagesfr /www/pages.fr'], ['pieds_piedsausecorg', 'pieds_fanfarefr'],
  ])
})

test('whoever has not proved that the account is theirs gets nothing', async () => {
  const { access, provisioner, id } = await hosted(() => Promise.reject(new Refusal('forbidden', 'not theirs')))
  await expect(access.ensure(callOf({ account: id, domain: 'pieds-au-sec.org', database: true }))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await provisioner.read(id)).toMatchObject({ ftp: [], databases: [] })
})

test('a redirection has to lead somewhere else', async () => {
  const plan = (target?: string) => sitePlanAction().ensure(callOf({ domain: 'pieds.example', kind: 'redirection', ...target === undefined ? {} : { target } }))
  expect(await plan('https://union.example/pieds')).toMatchObject({ done: { comes: true, copied: false, redirect: 'https://union.example/pieds' } })
  for (const target of [undefined, '', 'https://www.pieds.example/', 'javascript:alert(1)']) await expect(async () => plan(target)).rejects.toMatchObject({ code: 'invalid' })
  expect(await sitePlanAction().ensure(callOf({ domain: 'pieds.example' }))).toMatchObject({ done: { comes: false, copied: false } })
})

test('a site is looked for at the addresses of our hosting alone; without any, somebody has to look', async () => {
  const asked: string[] = []
  const page: SitePage = { status: 200, location: null, text: '<title>Accueil</title>', certificate: { trusted: true, doubt: '', expires: NOW, issuer: 'x', names: ['www.pieds.example'] } }
  const portsAt = (addresses: readonly string[]) => sitePorts({
    addressesFor: () => Promise.resolve(addresses),
    askPageFor: () => ({ url, at }) => {
      asked.push(`${at} ${url}`)
      return Promise.resolve(page)
    },
  })
  const { actions, probes } = portsAt(['192.0.2.80', '2001:db8::80'])
  const call = callOf({ domain: 'Pieds.example.' })
  expect(await probes['site.answers']?.look(call)).toMatchObject({ passed: true, says: 'http://pieds.example/ · 2001:db8::80 · 200 · The site answers.', result: { title: 'Accueil', why: 'fine' } })
  expect(await actions['site.look']?.ensure(call)).toMatchObject({ done: { there: true, title: 'Accueil' } })
  expect(await probes['site.certificate']?.look(call)).toMatchObject({ passed: true, says: 'www.pieds.example: The certificate is there.', result: { issuer: 'x', expires: new Date(NOW).toISOString() } })
  expect(new Set(asked)).toEqual(new Set(['192.0.2.80 http://pieds.example/', '2001:db8::80 http://pieds.example/', '192.0.2.80 https://www.pieds.example/', '2001:db8::80 https://www.pieds.example/']))
  await expect(portsAt([]).probes['site.answers']?.look(call)).rejects.toMatchObject({ code: 'invalid' })
})
