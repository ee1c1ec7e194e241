import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Draft, type DraftAnswer, type DraftProblem, type SaveDraft, type WorkflowSettings as Settings, type WorkflowVersions } from '../../../server/workflows/composing/contract.ts'
import { NOW } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import WorkflowPage from './WorkflowPage.vue'
import WorkflowSettings from './WorkflowSettings.vue'

const said = (fr: string) => ({ fr, en: fr })
const settings = (parts: Partial<Settings> = {}): Settings => ({
  name: 'accueil', title: said('Accueil'), about: null, origin: 'composed', shipped: false, version: 2, versions: 2, publishedAt: NOW, publishedBy: { id: 1, name: 'Nadia Benali' }, retiredAt: null, steps: 1, running: 3, draftSavedAt: null, composable: true, ...parts,
})
const version = (number: number, current: boolean) => ({ number, title: said('Accueil'), steps: 1, note: current ? '' : 'La première', publishedAt: NOW, publishedBy: { id: 1, name: 'Nadia Benali' }, current, running: current ? 0 : 3 })
const versions = (parts: Partial<Settings> = {}): WorkflowVersions => ({ workflow: settings(parts), versions: [version(2, true), version(1, false)] })
const answer = (draft: unknown, parts: Partial<DraftAnswer> = {}): DraftAnswer => ({ name: 'accueil', draft: Draft.parse(draft), savedAt: null, savedBy: null, problems: [], ...parts })
const three = { title: said('Accueil'), steps: ['un', 'deux', 'trois'].map(id => ({ id, title: { fr: id, en: '' } })) }

/** A server that keeps what it is sent, as ours does. */
function keeping(problems: DraftProblem[] = []) {
  let savedAt = 10
  return ({ body }: { body: SaveDraft }) => answer({ ...body.draft, steps: body.draft.steps.map((step, i) => ({ ...step, id: step.id || `etape_${i}` })) }, { savedAt: ++savedAt, problems })
}

const until = (check: () => void) => vi.waitFor(check)
let close = () => {}
beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
afterEach(() => { close() })

async function open(answers: Record<string, unknown>) {
  const server = serve({ 'GET /workflows/accueil/versions': versions(), 'GET /workflows/accueil/draft': answer(three), 'PUT /workflows/accueil/draft': keeping(), 'GET /roles': { roles: [] }, ...answers })
  const { wrapper, router } = await show(WorkflowPage, { at: '/reglages/parcours/accueil', may: ['workflows:manage'] })
  close = () => wrapper.unmount()
  await until(() => expect(wrapper.find('main h2').exists()).toBe(true))
  const saved = () => server.asked.filter(({ method, path }) => method === 'PUT' && path.endsWith('/draft')).map(({ body }) => body as SaveDraft)
  const press = async (words: string) => {
    const found = [...document.querySelectorAll<HTMLElement>('button')].find(one => one.textContent?.trim().startsWith(words) ?? false)
    if (!found) throw new Error(`There is no button ${words}`)
    found.click()
    await flushPromises()
  }
  const fill = async (label: string, text: string) => {
    const id = [...document.querySelectorAll('label')].find(one => one.textContent === label)?.htmlFor ?? ''
    const field = document.getElementById(id) as HTMLInputElement | null
    if (!field) throw new Error(`There is no field ${label}`)
    field.value = text
    field.dispatchEvent(new Event('input'))
    await flushPromises()
  }
  const titles = () => wrapper.findAll('h3 button .truncate.font-medium').map(one => one.text().replace(/^Étape \d+\s:\s+/, ''))
  return { page: wrapper, router, server, saved, press, fill, titles }
}

test('three steps are composed from nothing, and saved by themselves', async () => {
  const { saved, press, fill, titles } = await open({ 'GET /workflows/accueil/versions': { workflow: settings({ origin: 'new', version: null }), versions: [] }, 'GET /workflows/accueil/draft': answer({ title: said('Accueil') }, { savedAt: 5 }) })
  await press('Quelque chose à faire')
  expect(document.activeElement?.tagName).toBe('INPUT')
  await fill('Ce qu’il faut faire', 'Vérifier l’adhésion')
  await press('Ajouter une étape')
  await press('Demander des renseignements')
  await fill('Ce qu’on veut savoir', 'Vos souhaits')
  await fill('Question', 'Formule')
  await press('Ajouter une étape')
  await press('Attendre')
  await fill('Combien de jours', '999')
  expect(titles()).toEqual(['Vérifier l’adhésion', 'Vos souhaits', 'Sans titre'])
  await until(() => expect(saved().at(-1)?.draft).toMatchObject({ steps: [{ kind: 'task' }, { kind: 'form', fields: [{ label: { fr: 'Formule' } }] }, { kind: 'wait', days: 365 }] }))
  expect(saved()[0]?.seenAt).toBe(5)
})

test('the order is changed by the arrows of a grip, which keeps the focus; a step that is deleted can be had again', async () => {
  const { page, press, saved, titles } = await open({})
  const grip = page.findAll('[aria-label^="Déplacer"]')[0]
  const element = grip?.element as HTMLElement
  element.focus()
  await grip?.trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  expect(titles()).toEqual(['deux', 'un', 'trois'])
  expect(document.activeElement).toBe(element)
  expect(page.text()).toContain('«\u00a0un\u00a0» est maintenant à la place 2 sur 3.')
  await page.findAll('h3 button')[0]?.trigger('click')
  await press('Supprimer')
  expect(titles()).toEqual(['un', 'trois'])
  await press('Annuler')
  expect(titles()).toEqual(['deux', 'un', 'trois'])
  await until(() => expect(saved().at(-1)?.draft.steps.map(({ id }) => id)).toEqual(['deux', 'un', 'trois']))
})

test('what is wrong stands beside the step that it is about, and keeps it from being published', async () => {
  const problems: DraftProblem[] = [{ level: 'error', step: 'deux', why: 'no-step-title', says: '' }, { level: 'warning', step: 'un', why: 'no-english', says: '' }]
  const { page } = await open({ 'GET /workflows/accueil/draft': answer(three, { savedAt: 5, problems }) })
  const [first, second] = page.findAll('main ol > li')
  expect(second?.text()).toContain('Donnez un titre à cette étape.')
  expect(first?.text()).not.toContain('français')
  expect(page.text()).toContain('Encore 1 point avant de publier')
  expect(page.findAll('button').find(one => one.text() === 'Publier')?.attributes('disabled')).toBeDefined()
})

test('two people at one list: it is said who, and one of the two stays', async () => {
  let refused = true
  const theirs = answer({ ...three, title: said('Accueil à deux') }, { savedAt: 77, savedBy: { id: 2, name: 'Jules Rossi' } })
  let asked = 0
  const { page, press, fill, saved } = await open({
    'GET /workflows/accueil/draft': () => asked++ === 0 ? answer(three, { savedAt: 5 }) : theirs,
    'PUT /workflows/accueil/draft': (sent: { body: SaveDraft }) => refused ? refusal(409, 'conflict') : keeping()(sent),
  })
  await fill('Titre', 'Mon accueil')
  await until(() => expect(page.get('[role=alert]').text()).toContain('Jules Rossi a aussi modifié cette liste'))
  refused = false
  await press('Garder la mienne')
  await until(() => expect(saved().at(-1)).toMatchObject({ seenAt: 77, draft: { title: { fr: 'Mon accueil' } } }))
  await until(() => expect(page.find('[role=alert]').exists()).toBe(false))
})

test('before it is published one reads what changes for whom; afterwards it can be rehearsed', async () => {
  const { press, fill, server, router } = await open({
    'POST /workflows/accueil/publish': versions({ version: 3 }),
    'GET /workflows': { workflows: [{ name: 'accueil', version: 3, title: said('Accueil'), about: null, start: [], steps: 3, phases: [] }] },
    'POST /runs': refusal(500, 'unexpected'),
  })
  await fill('Titre', 'Nouvel accueil')
  await until(() => expect(document.body.textContent).toContain('Enregistré'))
  await press('Publier')
  await until(() => expect(document.querySelector('[role=dialog]')?.textContent).toMatch(/prochains parcours.*Les 3 en cours gardent la version.*verra 3 étapes sur 3.*Rien ne lui sera demandé/s))
  await fill('Un mot sur ce qui change (facultatif)', 'Un titre plus clair')
  document.querySelector('#publish')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await until(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('C’est publié'))
  expect(server.asked.find(({ path }) => path.endsWith('/publish'))?.body).toEqual({ seenAt: 11, note: 'Un titre plus clair' })
  document.querySelector('#rehearse')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await until(() => expect(server.asked.find(({ path, method }) => method === 'POST' && path === '/runs')?.body).toEqual({ workflow: 'accueil', ticketId: null, start: {}, rehearsal: true }))
  expect(router.currentRoute.value.name).toBe('workflow')
})

test('an earlier version is taken up again once it is understood what that means', async () => {
  const { page, press, server } = await open({ 'POST /workflows/accueil/roll-back': versions() })
  await press('Versions')
  expect(page.text()).toContain('La première')
  await page.get('[aria-label="Revenir à la version 1"]').trigger('click')
  await until(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('Ceux qui sont en cours gardent la leur'))
  ;[...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(one => one.textContent?.includes('Revenir'))?.click()
  await until(() => expect(server.asked.find(({ path }) => path.endsWith('/roll-back'))?.body).toEqual({ number: 1 }))
})

test('the list says where each comes from and how many are under way; one is retired, and taken up again', async () => {
  const { asked } = serve({
    'GET /workflows/all': { workflows: [settings(), settings({ name: 'incident', title: said('Incident'), origin: 'file', shipped: true, composable: false, running: 0 }), settings({ name: 'vieux', title: said('Vieux'), retiredAt: NOW })] },
    'POST /workflows/accueil/retire': versions(), 'POST /workflows/accueil/restore': versions(),
  })
  const { wrapper } = await show(WorkflowSettings, { may: ['workflows:manage'] })
  close = () => wrapper.unmount()
  await until(() => expect(wrapper.findAll('li')).toHaveLength(3))
  const lines = wrapper.findAll('li').map(line => line.text())
  expect(lines[0]).toMatch(/composé ici · 3 en cours.*Copier/s)
  expect(lines[1]).toMatch(/livré avec Permanence(?!.*Copier)/s)
  expect(wrapper.get('details').text()).toMatch(/1 retiré.*Vieux/s)
  await wrapper.get('[aria-label="Retirer «\u00a0Accueil\u00a0»"]').trigger('click')
  await until(() => expect(document.body.textContent).toContain('ne peut plus être commencé'))
  ;[...document.querySelectorAll<HTMLElement>('button')].find(one => one.textContent?.trim() === 'Annuler')?.click()
  await until(() => expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['/workflows/accueil/retire', '/workflows/accueil/restore']))
})
