import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { sympaMail } from '../testing/posts.ts'

const folder = temporaryFolder('source')
afterAll(() => removeFolder(folder))

/** Runs `permanence source …` with this on its standard input. */
async function source(input: string, ...given: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'source', ...given], {
    env: { ...process.env, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'permanence.db')}`, PERMANENCE_DATA_DIR: folder, PERMANENCE_LOG_LEVEL: 'info' },
  })
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>(resolve => child.on('close', resolve))])
  return { out, err, code }
}

test('a forum and a list are added, set and told; no secret is', async () => {
  const added = await source('geheim\nhush\n', 'add', 'Forum', '--profile', 'discourse', '--url', 'https://forum.coop.example', '--account', 'support', '--answers-by', 'api', '--category', 'Hébergement', '--category', 'Courriel', '--api-key-stdin', '--webhook-secret-stdin', '--json')
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(added.out)).toMatchObject({ name: 'Forum', kind: 'forum', hasApiKey: true, hasWebhookSecret: true, categories: ['Hébergement', 'Courriel'] })
  writeFileSync(join(folder, 'footer.txt'), '-- \nListe Entraide\n')
  await source('', 'add', 'Entraide', '--profile', 'sympa', '--address', 'entraide@lists.coop.example', '--footer-file', join(folder, 'footer.txt'))
  const changed = await source('\n', 'set', 'Forum', '--webhook-secret-stdin', '--category', '', '--unanswered-hours', '24', '--json')
  expect(JSON.parse(changed.out)).toMatchObject({ hasApiKey: true, hasWebhookSecret: false, categories: [], unansweredHours: 24, account: 'support' })
  const { out } = await source('', 'list')
  expect(out).toMatch(/Entraide: 0 discussions\.[^]*answered by mail \(public\)[^]*Forum: 0 discussions\.[^]*has an API key, questions become work after 24 hours/)
  expect(out + added.out + changed.out).not.toMatch(/geheim|hush|sealed/)
})

test('what was understood of a message is said, and what is mistyped as well', async () => {
  const { headers, body } = sympaMail()
  const message = [...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
  expect(await source(message, 'test', 'Entraide')).toMatchObject({ code: 0, out: expect.stringMatching(/“Entraide”: it would be put on a ticket\.[^]*written by sympa[^]*title: Certificat expiré[^]*\| Chez moi aussi\./) as unknown })
  expect(await source(message, 'test', 'Forum')).toMatchObject({ code: 1, err: expect.stringContaining('not known to be of “Forum”') as unknown })
  expect(await source('', 'set', 'Nobody')).toMatchObject({ code: 1, err: expect.stringContaining('There is no list or forum named “Nobody”') as unknown })
  expect(await source('', 'add', 'X', '--profile', 'sympa', '--address', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('--address: must be an address') as unknown })
})
