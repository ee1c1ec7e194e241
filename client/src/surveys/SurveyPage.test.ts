import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { SurveyDetail } from '../../../server/dns/survey/contract.ts'
import { detail as ticketDetail, NOW } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import SurveyPage from './SurveyPage.vue'

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, off: () => ({ disconnect: () => undefined }), active: true }) }))
beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })

const said = (fr: string) => ({ fr, en: fr })
const finding = { code: 'too-young', weight: 'blocks' as const, part: 'registration' as const, until: Date.UTC(2027, 4, 12), lifts: 'time' as const, says: said('Trop jeune.'), evidence: [{ asked: 'assoc.org (RDAP)', of: 'rdap.example', answered: 'registered', at: 1 }] }
const survey: SurveyDetail = {
  id: 3, domain: 'assoc.org', shown: 'assoc.org', ticketId: 7, askedBy: { id: 1, name: 'Nadia Benali' }, state: 'done', at: NOW - 60_000, registrar: 'Gandi SAS', expiresAt: Date.UTC(2027, 7, 30),
  headline: { kind: 'from', at: finding.until, says: said('Peut partir le 12 mai 2027') },
  parts: (['registration', 'delegation', 'zone', 'mail', 'web'] as const).map(part => ({ part, state: 'found', failure: null })),
  plan: {
    headline: { kind: 'from', at: finding.until, says: said('Peut partir le 12 mai 2027') },
    findings: [finding, { ...finding, code: 'mail-gandi', weight: 'lost', until: null, lifts: null, says: said('Le courriel s’arrête.'), evidence: [] }, { ...finding, code: 'unlocked', weight: 'good', until: null, says: said('Pas de verrou.') }],
    steps: [{ code: 'switch', says: said('Changer les serveurs.'), from: null }, { code: 'wait-until', says: said('Attendre.'), from: finding.until }],
  },
  servers: [{ name: 'ns1.example.', address: '192.0.2.1', ours: true, udp: true, tcp: true, serial: 7, failure: null }, { name: 'ns2.example.', address: '', ours: false, udp: false, tcp: false, serial: null, failure: 'lame' }],
  records: Array.from({ length: 60 }, (_, index) => ({ name: `h${index}.assoc.org.`, ttl: 300, type: index % 2 ? 'A' : 'TXT', data: `192.0.2.${index}` })),
}
const { id, domain, shown, ticketId, askedBy, state, at, headline } = survey
const summary = { id, domain, shown, ticketId, askedBy, state, at, headline }

async function open(place = '/domaines/3', answers: Record<string, unknown> = {}) {
  const server = serve({ 'GET /surveys': { surveys: [summary] }, 'GET /surveys/3': { survey }, ...answers })
  const opened = await show(SurveyPage, { at: place, may: ['runs:read', 'runs:work'] })
  await flushPromises()
  return { page: opened.wrapper, router: opened.router, ...server }
}

test('a survey is told as a plan: the headline, the gravest first, the way, the evidence', async () => {
  const { page } = await open()
  expect(page.get('article h2').text()).toMatch(/assoc\.org.*Peut partir le 12 mai 2027/)
  expect(page.get('article header').text()).toMatch(/Chez Gandi SAS · expire le 30 août 2027 · Examiné .* par Nadia Benali/)
  expect(page.findAll('article h3, article summary.font-semibold').map(title => title.text())).toEqual(['Ce qui bloque 1', 'Ce que le départ fait perdre 1', 'Dans quel ordre', 'En ordre 1', 'La zone chez nous, avant et après', 'Serveurs de noms', 'Enregistrements trouvés 60'])
  expect(page.get('[data-finding=too-young]').text()).toMatch(/Trop jeune\..*jusqu’au 12 mai 2027.*Demandé à rdap\.example.*assoc\.org \(RDAP\).*Répondu.*registered/)
  expect(page.findAll('article ol li').map(step => step.text())).toEqual(['1Changer les serveurs.', '2Attendre.'])
  expect(page.text()).toMatch(/ns1\.example à nous.*Répond.*ns2\.example.*Ne connaît pas la zone/)
  expect(document.title).toBe('assoc.org · Permanence')
})

test('records are shown some at a time, and fewer by a word', async () => {
  const { page } = await open()
  const rows = () => page.findAll('[aria-labelledby=survey-records] tbody tr').length
  expect(rows()).toBe(50)
  await page.findAll('button').find(button => button.text() === 'Montrer la suite (10)')?.trigger('click')
  expect(rows()).toBe(60)
  await page.get('input[placeholder="Filtrer les enregistrements"]').setValue('txt h2.')
  expect(rows()).toBe(1)
  await page.get('input[placeholder="Filtrer les enregistrements"]').setValue('nothing')
  expect(page.text()).toContain('Aucun enregistrement')
})

test.each([['running', 'Examen en cours…', /Courriel ?en cours/], ['broken-off', 'Examen interrompu', /Courriel ?sans réponse/]] as const)('a survey that is %s shows its parts and no plan', async (state, headline, part) => {
  const parts = survey.parts.map(one => one.part === 'mail' ? { ...one, state: 'waiting' as const } : one)
  const { page } = await open('/domaines/3', { 'GET /surveys/3': { survey: { ...survey, state, plan: null, parts } } })
  expect(page.get('article h2').text()).toContain(headline)
  expect(page.get('article header').text()).toMatch(part)
  expect(page.find('[data-finding]').exists()).toBe(false)
})

test('a domain of the ticket is asked for with a click, for that ticket', async () => {
  const { page, asked, router } = await open('/domaines?ticket=7', { 'GET /tickets/7': { ...ticketDetail(), ticket: { ...ticketDetail().ticket, subject: 'Transférer lespiedsverts.org' } }, 'POST /surveys': { status: 201, body: { survey } } })
  await vi.waitFor(() => expect(page.text()).toContain('lespiedsverts.org'))
  await page.findAll('button').find(button => button.text() === 'lespiedsverts.org')?.trigger('click')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/domaines/3?ticket=7'))
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ domain: 'lespiedsverts.org', ticketId: 7 })
})

test.each([['ending', 'C’est une extension'], ['strange', 'Le serveur n’a pas accepté']])('what is refused is said: %s', async (why, words) => {
  const { page } = await open('/domaines', { 'POST /surveys': refusal(422, 'invalid', { why }) })
  await page.get('form input').setValue('asso.fr')
  await page.get('form').trigger('submit')
  await vi.waitFor(() => expect(page.get('form [role=alert]').text()).toContain(words))
})

test('one that is gone, and one that cannot be had', async () => {
  expect((await open('/domaines/9')).page.text()).toContain('Cet examen n’existe plus')
  expect((await open('/domaines/3', { 'GET /surveys/3': { status: 500, body: { code: 'unexpected' } } })).page.text()).toContain('L’examen n’a pas pu être chargé')
})

test('without any, it says what they are for; whoever may only read asks for none', async () => {
  const server = serve({ 'GET /surveys': { surveys: [] } })
  const { wrapper } = await show(SurveyPage, { at: '/domaines', may: ['runs:read'] })
  await vi.waitFor(() => expect(wrapper.text()).toContain('Aucun domaine examiné'))
  expect(wrapper.find('form').exists()).toBe(false)
  expect(server.count('POST')).toBe(0)
})
