import { afterAll, beforeAll, expect, test } from 'vitest'
import { WorkflowList } from '../contract.ts'
import { eachEngine } from '../../testing/databases.ts'
import { served } from '../../testing/served.ts'
import { publish } from '../publishing/actions/publish.ts'
import { DraftAnswer, WorkflowSettingsList, WorkflowVersions, WorkflowYaml } from './contract.ts'

const fr = (words: string) => ({ fr: words, en: '' })
const DRAFT = { title: fr('Accueil'), steps: [{ title: fr('Vérifier l’adhésion'), how: fr('Regarder le registre') }] }
const BRANCHES = 'workflow: branches\ntitle: {fr: Branches, en: Branches}\nsteps:\n  - {kind: task, id: a, title: {fr: A, en: A}, when: has(start.x)}\nstart:\n  - {name: x, label: {fr: X, en: X}}\n'

eachEngine('composing workflows', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let boss = ''
  beforeAll(async () => {
    web = await served(open())
    boss = (await web.agent('administrator')).cookie
    await open().transaction(db => publish({ db, now: new Date(5), actor: { kind: 'system', name: 'shipped workflows' } }, { yaml: BRANCHES, from: 'file' }))
  })
  afterAll(() => web.stop())

  const ask = async (path: string, sending: { method?: string, body?: unknown, cookie?: string } = {}) => {
    const response = await web.send(`/api/workflows${path}`, { cookie: boss, ...sending })
    return { status: response.status, body: response.status === 204 ? undefined : await response.json() as Record<string, unknown> }
  }
  const save = (name: string, draft: unknown, seenAt: number | null = null) => ask(`/${name}/draft`, { method: 'PUT', body: { draft, seenAt } })

  test('from the first word to the second version, and back', async () => {
    const first = DraftAnswer.parse((await save('accueil', DRAFT)).body)
    expect(first).toMatchObject({ draft: { steps: [{ id: 'verifier_l_adhesion' }] }, savedBy: { name: 'Agent administrator' } })
    expect(first.problems.map(({ why }) => why)).toEqual(['no-english', 'no-english', 'no-why'])
    expect(WorkflowSettingsList.parse((await ask('/all')).body).workflows).toMatchObject([{ name: 'accueil', origin: 'new', version: null, composable: true }, { name: 'branches', origin: 'file', composable: false }])
    expect((await save('accueil', DRAFT)).status, 'somebody who has not seen the draft').toBe(409)
    expect((await ask('/accueil/publish', { body: { seenAt: 1 } })).status).toBe(409)

    const published = WorkflowVersions.parse((await ask('/accueil/publish', { body: { seenAt: first.savedAt, note: 'La première' } })).body)
    expect(published).toMatchObject({ workflow: { origin: 'composed', version: 1, draftSavedAt: null, title: { fr: 'Accueil', en: 'Accueil' } }, versions: [{ number: 1, note: 'La première', current: true, running: 0, publishedBy: { name: 'Agent administrator' } }] })
    expect((await ask('/accueil/publish', { body: { seenAt: null } })).status, 'nothing is left to publish').toBe(409)

    const again = DraftAnswer.parse((await ask('/accueil/draft')).body)
    expect(again).toMatchObject({ savedAt: null, draft: first.draft })
    const second = DraftAnswer.parse((await save('accueil', { ...again.draft, steps: [...again.draft.steps, { kind: 'wait', title: fr('Attendre'), days: 3 }] })).body)
    expect((await ask('/accueil/publish', { body: { seenAt: second.savedAt } })).body).toMatchObject({ workflow: { version: 2, steps: 2 } })
    expect(WorkflowYaml.parse((await ask('/accueil/versions/2')).body).yaml).toContain('for: 3d')

    const back = WorkflowVersions.parse((await ask('/accueil/roll-back', { body: { number: 1 } })).body)
    expect(back.versions.map(({ number, current }) => [number, current])).toEqual([[2, false], [1, true]])
    expect((await ask('/accueil/roll-back', { body: { number: 9 } })).status).toBe(404)
  })

  test('what is retired cannot be started, and can be taken up again', async () => {
    const names = async () => WorkflowList.parse((await ask('')).body).workflows.map(({ name }) => name)
    expect(await names()).toContain('branches')
    expect((await ask('/branches/retire', { body: {} })).body).toMatchObject({ workflow: { retiredAt: expect.any(Number) } })
    expect(await names()).not.toContain('branches')
    await ask('/branches/restore', { body: {} })
    expect(await names()).toContain('branches')
  })

  test('what is not finished is saved, and not published', async () => {
    const { body } = await save('vide', {})
    const { savedAt } = DraftAnswer.parse(body)
    const refused = await ask('/vide/publish', { body: { seenAt: savedAt } })
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain('no-steps')
    expect((await ask('/vide/draft', { method: 'DELETE' })).status).toBe(204)
    expect((await ask('/vide/draft')).status).toBe(404)
  })

  test('what has branches is not made a list of', async () => {
    expect((await ask('/branches/draft')).status).toBe(409)
    expect((await save('branches', DRAFT)).status).toBe(409)
  })

  test('a name that is none is refused', async () => {
    expect((await save('Pas Un Nom', DRAFT)).status).toBe(422)
  })

  test('it takes the permission to manage workflows', async () => {
    const { cookie } = await web.agent('staff')
    expect((await ask('/all', { cookie })).status).toBe(403)
    expect((await ask('/accueil/publish', { cookie, body: { seenAt: null } })).status).toBe(403)
    expect((await ask('', { cookie })).status).toBe(200)
  })
})
