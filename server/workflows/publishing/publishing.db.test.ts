import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/context.ts'
import { eachEngine } from '../../testing/databases.ts'
import { restore, retire, rollBack } from './actions/change.ts'
import { loadShipped } from './actions/load-shipped.ts'
import { publish, type Publishing } from './actions/publish.ts'
import { currentVersion } from './queries.ts'

const yamlOf = (name: string, how: string) => `workflow: ${name}\ntitle: {fr: Essai, en: Trial}\nsteps:\n  - {kind: task, id: a, title: {fr: A, en: A}, how: {fr: ${how}, en: ${how}}}\n`
const FILE: Actor = { kind: 'system', name: 'shipped workflows' }
const AGENT: Actor = { kind: 'agent', id: 7 }

eachEngine('publishing', (open) => {
  let number = 0
  const newName = () => `flow-${++number}`
  const context = (actor: Actor) => <T>(act: (context: { db: Parameters<Parameters<ReturnType<typeof open>['transaction']>[0]>[0], now: Date, actor: Actor }) => Promise<T>) =>
    open().transaction(db => act({ db, now: new Date(number), actor }))
  const publishing = (publishing: Publishing) => context(publishing.from === 'file' ? FILE : AGENT)(given => publish(given, publishing))
  const current = async (name: string) => (await currentVersion(open().reader, name))?.number
  const audited = async (name: string) => (await open().reader('audit').where('did', 'like', 'workflow.%').orderBy('id').select<{ did: string, entry: string }[]>('did', 'entry'))
    .filter(({ entry }) => (JSON.parse(entry) as { name: string }).name === name).map(({ did }) => did)

  test('what says something new is a new version, and the current one', async () => {
    const name = newName()
    expect(await publishing({ yaml: yamlOf(name, 'x'), from: 'file' })).toMatchObject({ number: 1, isNew: true, current: true })
    expect(await publishing({ yaml: yamlOf(name, 'x'), from: 'file' })).toMatchObject({ number: 1, isNew: false })
    expect(await publishing({ yaml: yamlOf(name, 'y'), from: 'file' })).toMatchObject({ number: 2, isNew: true, current: true })
    expect((await currentVersion(open().reader, name))?.definition.steps[0]).toMatchObject({ id: 'a', how: { fr: 'y', en: 'y' }, shown: true })
    expect(await audited(name)).toEqual(['workflow.published', 'workflow.published'])
  })

  test('what an administrator has composed stays the current one when a file changes', async () => {
    const name = newName()
    await publishing({ yaml: yamlOf(name, 'file'), from: 'file' })
    expect(await publishing({ yaml: yamlOf(name, 'ours'), from: 'console', note: 'Plus court' })).toMatchObject({ number: 2, current: true })
    expect(await publishing({ yaml: yamlOf(name, 'file again'), from: 'file' })).toMatchObject({ number: 3, isNew: true, current: false })
    expect(await current(name)).toBe(2)
  })

  test('whoever rolls back to the newest of the file follows the file again; to an older one, not', async () => {
    const name = newName()
    await publishing({ yaml: yamlOf(name, 'one'), from: 'file' })
    await publishing({ yaml: yamlOf(name, 'two'), from: 'file' })
    await context(AGENT)(given => rollBack(given, name, 1))
    expect(await current(name)).toBe(1)
    await publishing({ yaml: yamlOf(name, 'three'), from: 'file' })
    expect(await current(name)).toBe(1)
    await context(AGENT)(given => rollBack(given, name, 3))
    await publishing({ yaml: yamlOf(name, 'four'), from: 'file' })
    expect(await current(name)).toBe(4)
    await expect(context(AGENT)(given => rollBack(given, name, 9))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a retired workflow is not started, and can be taken up again', async () => {
    const name = newName()
    await publishing({ yaml: yamlOf(name, 'x'), from: 'file' })
    await context(AGENT)(given => retire(given, name))
    await context(AGENT)(given => retire(given, name))
    expect(await current(name)).toBeUndefined()
    await context(AGENT)(given => restore(given, name))
    expect(await current(name)).toBe(1)
    expect(await audited(name)).toEqual(['workflow.published', 'workflow.retired', 'workflow.restored'])
  })

  test.each([
    ['workflow: [', /line 1/],
    [yamlOf('wrong', 'x').replace('id: a', 'id: start'), /start: “start” has a meaning/],
  ])('what is wrong is refused: %s', async (yaml, says) => {
    await expect(publishing({ yaml, from: 'console' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(says) })
    expect(await open().reader('workflows').where({ name: 'wrong' })).toEqual([])
  })

  describe('what comes with the program', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'permanence-shipped-'))
      return () => rm(folder, { recursive: true })
    })

    test('is published once, by however many processes at a time', async () => {
      const name = newName()
      await writeFile(join(folder, 'a.yaml'), yamlOf(name, 'x'))
      const world = { database: open(), clock: () => new Date(5), shippedIn: [folder] }
      const all = await Promise.all([loadShipped(world), loadShipped(world), loadShipped(world)])
      expect(all.flat()).toEqual([{ name, number: 1, isNew: true, current: true }])
      expect(await loadShipped(world)).toEqual([])
      expect(await current(name)).toBe(1)
      await writeFile(join(folder, 'a.yaml'), yamlOf(name, 'y'))
      expect(await loadShipped(world)).toMatchObject([{ name, number: 2 }])
    })
  })
})
