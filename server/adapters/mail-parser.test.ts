import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isSystemFailure } from '../platform/errors.ts'
import { exhaustion, mailParser } from './mail-parser.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const message = (subject: string) => Buffer.from(`From: a@example.org\r\nSubject: ${subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBonjour\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n`)

test('reads in a thread, and finds an attachment again', async () => {
  expect(await parser.parse({ bytes: message('a') })).toMatchObject({ mail: { subject: 'a', text: 'Bonjour' } })
  expect(Buffer.from(await parser.attachment({ bytes: message('a') }, 0) ?? '').toString()).toBe('hello')
  expect(await parser.attachment({ bytes: message('a') }, 1)).toBeUndefined()
  expect(await parser.attachment({ bytes: Buffer.from('no message') }, 0)).toBeUndefined()
})

test('reads a file that is larger than what is held in memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'permanence-'))
  try {
    const path = join(folder, 'large.eml')
    const base64 = `${'QUFB'.repeat(19)}\r\n`.repeat(90_000)
    await writeFile(path, message('large').toString().replace('aGVsbG8=', base64))
    expect(await parser.parse({ path })).toMatchObject({ mail: { subject: 'large', text: 'Bonjour', attachments: [{ size: 90_000 * 57 }] } })
    expect((await parser.attachment({ path }, 0))?.length).toBe(90_000 * 57)
  }
  finally { await rm(folder, { recursive: true }) }
})

test('a file that is gone is unreadable, not a throw', async () => {
  expect(await parser.parse({ path: '/nowhere/x.eml' })).toMatchObject({ unreadable: 'failed' })
})

// A thread's error arrives as its words alone.
const thrown = (message: string, code?: string) => Object.assign(new Error(message), code === undefined ? {} : { code })

test.each([
  [thrown('EMFILE: too many open files, open \'/data/raw/ab\''), true],
  [thrown('ENOMEM: not enough memory, read'), true],
  [thrown('Worker initialization failure: EMFILE', 'ERR_WORKER_INIT_FAILED'), true],
  [thrown('ENOENT: no such file or directory, open \'/data/raw/ab\''), false],
  [thrown('Terminated due to memory', 'ERR_WORKER_OUT_OF_MEMORY'), false],
  [thrown('Subject: EMFILE: too many open files, open'), false],
])('%s: whether the system is at fault, not the message', (error, isSystem) => {
  const failure = exhaustion(error)
  expect([failure !== undefined, isSystemFailure(failure)]).toEqual([isSystem, isSystem])
})

test('a message that takes too long costs itself only', async () => {
  const impatient = mailParser({ threads: 1, timeLimit: 1 })
  try {
    const answers = await Promise.all([impatient.parse({ bytes: message('slow') }), impatient.parse({ bytes: message('slow too') })])
    expect(answers).toStrictEqual([{ unreadable: 'timeout', detail: '0.001 s' }, { unreadable: 'timeout', detail: '0.001 s' }])
  }
  finally { await impatient.close() }
  expect(await parser.parse({ bytes: message('next') })).toMatchObject({ mail: { subject: 'next' } })
})

test('a message that takes too much memory costs itself only', async () => {
  const poor = mailParser({ threads: 1, heapMb: 24 })
  try {
    const large = Buffer.from(`From: a@example.org\r\nContent-Type: text/html\r\n\r\n${'<p><b>a</b></p>'.repeat(130_000)}`)
    expect(await poor.parse({ bytes: large })).toMatchObject({ unreadable: 'memory' })
    expect(await poor.parse({ bytes: message('next') })).toMatchObject({ mail: { subject: 'next' } })
  }
  finally { await poor.close() }
})

test('many at once keep their answers', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => parser.parse({ bytes: message(`number ${i}`) })))
  expect(answers.map(answer => 'mail' in answer && answer.mail.subject)).toStrictEqual(Array.from({ length: 20 }, (_, i) => `number ${i}`))
})
