import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { ZonePlanAnswer } from '../../../server/transfer/zones/contract.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import ZonePlan from './ZonePlan.vue'

const said = (fr: string) => ({ fr, en: fr })
const row = { name: 'assoc.org.', type: 'A', old: ['217.70.184.38'], new: ['192.0.2.80'], expected: ['192.0.2.80'], oldTtl: 300, newTtl: 3600, category: 'expectedChange' as const, why: null }
const plan: ZonePlanAnswer = {
  zone: 'assoc.org.', found: { records: 3, whole: false }, carried: 2, state: 'absent', served: null,
  planned: { zone: 'assoc.org.', rows: [row], objections: [{ kind: 'no-mail', name: 'assoc.org.', why: said('Plus de courrier.') }], handOver: { lines: 'assoc.org. 300 IN CAA 0 issue "x"', where: said('dans le fichier de zone') } },
  text: '$ORIGIN assoc.org.\n', dropped: [{ name: 'assoc.org.', type: 'MX', data: '10 spool.mail.gandi.net.', why: said('Serveur de Gandi.') }],
  unread: [{ line: 12, source: 'ici A <b>', why: said('Ce n’est pas une adresse.') }], unreadInAll: 3,
}

async function open(answer: unknown, found = 60) {
  const server = serve({ 'POST /zones/plan': answer })
  const { wrapper } = await show(ZonePlan, { props: { domain: 'assoc.org', surveyId: 3, found } })
  const ask = async () => {
    await wrapper.get('form').trigger('submit')
    await flushPromises()
  }
  return { page: wrapper, ask, ...server }
}

test('it begins with what the survey found: what to stop for, what is not read, both zones, what stays and what is by hand', async () => {
  const { page, ask, asked } = await open(plan)
  expect(page.find('textarea').exists()).toBe(false)
  await page.findAll('[type=checkbox]')[1]?.setValue(false)
  await ask()
  expect(asked[0]?.body).toEqual({ domain: 'assoc.org', surveyId: 3, mail: true, web: false })
  expect(page.get('[role=status]').text()).toBe('3 enregistrements lus, 2 dans la zone prévue, un laissé')
  expect(page.text()).toMatch(/3 lignes ne sont pas comprises.*Ligne 12 · Ce n’est pas une adresse\.\s*ici A <b>.*Et 2 autres.*À vérifier avant de continuer.*Plus de courrier.*Prévue chez nous.*CAA 0 issue.*Serveur de Gandi\./su)
  expect(page.text()).toContain('ne servent pas encore')
  expect(page.findAll('a[download]').map(link => link.attributes('download'))).toEqual(['assoc.org.txt', 'assoc.org-a-la-main.txt', 'assoc.org.zone'])
  expect(page.find('[type=radio][value=served]').exists()).toBe(false)
  await page.findAll('[type=checkbox]')[0]?.setValue(false)
  await flushPromises()
  expect(asked.at(-1)?.body).toMatchObject({ mail: false, web: false })
})

test('a zone is pasted, and stays while one looks at the other', async () => {
  const { page, ask, asked, count } = await open({ ...plan, unread: [], unreadInAll: 0 })
  await page.get('[value=pasted]').setValue(true)
  await ask()
  expect(count('POST')).toBe(0)
  expect(page.get('form').text()).toContain('Enregistrements DNS, puis Vue texte')
  await page.get('textarea').setValue('@ A 192.0.2.1')
  await ask()
  expect(asked[0]?.body).toEqual({ domain: 'assoc.org', zone: '@ A 192.0.2.1', mail: true, web: true })
  await page.get('[value=survey]').setValue(true)
  await page.get('[value=pasted]').setValue(true)
  expect(page.get('textarea').element.value).toBe('@ A 192.0.2.1')
  await page.get('textarea').setValue('x'.repeat(500_001))
  await ask()
  expect([page.get('[role=alert]').text(), count('POST')]).toEqual([expect.stringContaining('dépasse'), 1])
})

test('what our servers serve stands beside it when asked for', async () => {
  const { page, ask } = await open({ ...plan, state: 'served', served: { ...plan.planned, rows: [{ ...row, new: [], newTtl: null, category: 'missing' }], objections: [] } })
  await ask()
  await page.get('[type=radio][value=served]').setValue(true)
  expect(page.get('table').text()).toMatch(/Servie par nos serveurs.*rien.*Prévu.*192\.0\.2\.80/su)
  expect(page.text()).not.toContain('À vérifier avant de continuer')
})

test('where no hosting says where ours is, it is typed', async () => {
  let why: string | undefined = 'mail-host'
  const { page, ask, asked } = await open(() => why === undefined ? plan : refusal(422, 'invalid', { why }))
  await ask()
  expect(page.get('[role=alert]').text()).toContain('notre serveur de courrier')
  await page.get('form [type=text]').setValue(' mx.coop.example ')
  why = 'web-addresses'
  await ask()
  await page.findAll('form [type=text]')[1]?.setValue('192.0.2.1, 2001:db8::1')
  why = undefined
  await ask()
  expect(asked.at(-1)?.body).toMatchObject({ mailHost: 'mx.coop.example', webAddresses: ['192.0.2.1', '2001:db8::1'] })
  expect(page.find('[role=alert]').exists()).toBe(false)
})

test('what cannot be read is said line by line; without anything found, one pastes', async () => {
  const { page, ask } = await open(refusal(422, 'invalid', { why: 'unread', lines: plan.unread }), 0)
  await page.get('textarea').setValue('rien')
  await ask()
  expect(page.get('[role=alert]').text()).toBe('Rien de ce texte ne se lit comme une zone.')
  expect(page.text()).toContain('Ligne 12')
  expect(page.find('table').exists()).toBe(false)
})
