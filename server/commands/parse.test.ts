import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CLI = join(import.meta.dirname, '../cli.ts')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permanence-parse-'))
  await writeFile(join(folder, 'good.eml'), 'From: Camille <camille@example.org>\r\nSubject: Panne\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nMessage-ID: <a@x>\r\nIn-Reply-To: <b@x> <c@x>\r\n\r\nBonjour\r\n')
  await writeFile(join(folder, 'bad.eml'), 'rien')
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs `permanence parse`, feeding one line of standard input after each line that comes out. */
function parse(args: string[], input: string[] = []): Promise<{ code: number | null, lines: unknown[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, 'parse', '--json', ...args], { cwd: folder })
    const rest = [...input]
    let output = ''
    const feed = () => {
      const line = rest.shift()
      if (line === undefined) child.stdin.end()
      else child.stdin.write(`${line}\n`)
    }
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      feed()
    })
    child.on('error', reject)
    child.on('close', code => resolve({ code, lines: output.split('\n').filter(Boolean).map(line => JSON.parse(line) as unknown) }))
    feed()
  })
}

test('tells what it understands, in the order asked, and goes on after what it cannot read', async () => {
  const { code, lines } = await parse(['good.eml', 'bad.eml', 'none.eml'])
  expect(code).toBe(1)
  expect(lines).toStrictEqual([
    { file: 'good.eml', from: { address: 'camille@example.org', name: 'Camille' }, to: [], cc: [], replyTo: [], subject: 'Panne', date: '2026-11-23T09:00:00.000Z', messageId: '<a@x>', inReplyTo: '<b@x>', references: [], listId: null, channel: 'mail', autoSubmitted: false, bounce: null, complaint: false, forwardedFrom: null, text: 'Bonjour', visibleReply: 'Bonjour', html: null, attachments: [], problems: [] },
    { file: 'bad.eml', from: null, to: [], cc: [], replyTo: [], subject: null, date: null, messageId: null, inReplyTo: null, references: [], listId: null, channel: 'mail', autoSubmitted: false, bounce: null, complaint: false, forwardedFrom: null, text: null, visibleReply: null, html: null, attachments: [], problems: ['no-headers'] },
    expect.objectContaining({ file: 'none.eml', problems: ['cannot-open'] }),
  ])
})

test('answers each path of standard input before the next one is there', async () => {
  const { code, lines } = await parse([], ['good.eml', 'bad.eml', 'good.eml'])
  expect(code).toBe(0)
  expect(lines).toMatchObject([{ file: 'good.eml' }, { file: 'bad.eml' }, { file: 'good.eml' }])
})
