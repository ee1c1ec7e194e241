import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../../testing/databases.ts'
import { served } from '../../../testing/served.ts'
import { WorkflowVersions } from '../contract.ts'
import { YamlChecked } from './contract.ts'

const yaml = (name: string, more = '') => `workflow: ${name}\ntitle: {fr: Essai, en: Trial}\nphases: [{id: p, title: {fr: Début, en: Beginning}}]\nstart: [{name: x, label: {fr: X, en: X}}]\nsteps:\n  - {kind: task, id: a, phase: p, title: {fr: 'Voir {{start.x}}', en: Look}, when: has(start.x), shown: false${more}}\n`

eachEngine('workflows as YAML', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let boss = ''
  beforeAll(async () => {
    web = await served(open(), { workflows: { ports: { actions: {}, probes: {} } } })
    boss = (await web.agent('administrator')).cookie
  })
  afterAll(() => web.stop())

  const ask = async (path: string, body: unknown, cookie = boss) => {
    const response = await web.send(`/api/workflows/yaml${path}`, { cookie, body })
    return { status: response.status, body: await response.json() as Record<string, unknown> }
  }

  test('a text is checked and shown as it would look, and nothing is kept', async () => {
    const { findings, workflow } = YamlChecked.parse((await ask('/check', { yaml: yaml('essai') })).body)
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'warning'])
    expect(workflow).toMatchObject({ name: 'essai', phases: [{ id: 'p' }], start: [{ name: 'x' }], steps: [{ path: 'a', state: 'pending', title: { fr: 'Voir …' }, may: [] }], hidden: ['a'] })
    expect(YamlChecked.parse((await ask('/check', { yaml: 'workflow: [' })).body)).toMatchObject({ workflow: null, findings: [{ level: 'error', line: 1 }] })
    expect(YamlChecked.parse((await ask('/check', { yaml: yaml('essai', '}\n  - {kind: action, id: b, uses: no.such, title: {fr: B, en: B}') })).body).findings).toContainEqual(expect.objectContaining({ level: 'error', step: 'b' }))
    expect(await open().reader('workflows').where({ name: 'essai' })).toEqual([])
  })

  test('it is published, and replaced by whoever has seen what it replaces', async () => {
    expect((await ask('', { yaml: yaml('essai'), note: 'Le premier' })).body).toMatchObject({ workflow: { name: 'essai', version: 1, composable: false, running: 0 }, versions: [{ note: 'Le premier' }] })
    expect((await ask('', { yaml: yaml('essai', ', due: 2d') })).status, 'one of this name exists').toBe(409)
    expect((await ask('', { yaml: yaml('autre'), replaces: { name: 'essai', version: 1 } })).status, 'the file of another').toBe(422)
    const second = await ask('', { yaml: yaml('essai', ', due: 2d'), replaces: { name: 'essai', version: 1 } })
    expect(WorkflowVersions.parse(second.body).workflow).toMatchObject({ version: 2, origin: 'composed' })
    expect((await ask('', { yaml: yaml('essai', ', due: 3d'), replaces: { name: 'essai', version: 1 } })).status, 'somebody was quicker').toBe(409)
    const wrong = await ask('', { yaml: yaml('essai', ', after: [none]'), replaces: { name: 'essai', version: 2 } })
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([422, expect.stringContaining('none')])
  })

  test('it takes the permission to manage workflows', async () => {
    const { cookie } = await web.agent('staff')
    expect((await ask('', { yaml: yaml('encore') }, cookie)).status).toBe(403)
    expect((await ask('/check', { yaml: yaml('encore') }, cookie)).status).toBe(403)
  })
})
