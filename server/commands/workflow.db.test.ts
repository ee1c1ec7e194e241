import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'

const folder = temporaryFolder('workflow')
afterAll(() => removeFolder(folder))

/** Runs `permanence workflow …`. */
async function workflow(...given: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'workflow', ...given], {
    cwd: folder, env: { ...process.env, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'permanence.db')}`, PERMANENCE_DATA_DIR: folder, PERMANENCE_LOG_LEVEL: 'info' },
  })
  child.stdin.end()
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>(resolve => child.on('close', resolve))])
  return { out, err, code, lines: () => out.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>) }
}

const SOUND = 'workflow: essai\ntitle: {fr: Essai, en: Trial}\nsteps:\n  - {kind: task, id: a, title: {fr: A, en: A}}\n'

test('a sound definition can be published; what is only missing is a warning', async () => {
  writeFileSync(join(folder, 'sound.yaml'), SOUND)
  const { code, err, lines } = await workflow('check', 'sound.yaml', '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(lines()).toEqual([
    { level: 'warning', step: 'a', line: null, column: null, says: expect.stringContaining('why') as unknown },
    { level: 'warning', step: 'a', line: null, column: null, says: expect.stringContaining('how') as unknown },
    { file: 'sound.yaml', ok: true, errors: 0, warnings: 2 },
  ])
})

test.each([
  ['what makes no sense', SOUND.replace('{kind: task, id: a', '{kind: task, id: a, after: [b]'), { level: 'error', step: 'a', line: null }],
  ['what cannot be read', SOUND.replace('kind: task', 'kind: nope'), { level: 'error', step: null, line: 4 }],
])('%s ends with 1', async (_, yaml, first) => {
  writeFileSync(join(folder, 'wrong.yaml'), yaml)
  const { code, lines } = await workflow('check', 'wrong.yaml', '--json')
  expect(code).toBe(1)
  expect(lines()[0]).toMatchObject(first)
  expect(lines().at(-1)).toMatchObject({ file: 'wrong.yaml', ok: false })
})

test('for people, in sentences', async () => {
  writeFileSync(join(folder, 'wrong.yaml'), SOUND.replace('{kind: task, id: a', '{kind: task, id: a, after: [b]'))
  expect(await workflow('check', 'wrong.yaml')).toMatchObject({ code: 1, out: expect.stringMatching(/^error, a: It comes after “b”[^]*\nwrong\.yaml: it cannot be published \(1 error, 2 warnings\)\.\n$/) as unknown })
  expect(await workflow('check', 'none.yaml')).toMatchObject({ code: 1, err: expect.stringContaining('none.yaml cannot be read') as unknown })
})

test('what comes with the program is there from the beginning', async () => {
  const { code, lines } = await workflow('list', '--json')
  expect(code).toBe(0)
  expect(lines()).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'incident', version: 1, origin: 'file', shipped: true, retired: false })]))
})
