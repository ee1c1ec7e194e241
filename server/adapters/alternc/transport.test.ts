import { expect, test } from 'vitest'
import { RemoteFailure } from '../../platform/errors.ts'
import { askBridge, understood } from './transport.ts'

const ANSWER = { protocol: 1, ok: true, result: { done: 'now' }, messages: [], noise: '' }
const line = (answer: object) => `${JSON.stringify(answer)}\n`
const bytes = (text: string) => Buffer.from(text)

test('an answer is taken as it is', () => {
  expect(understood(bytes(line(ANSWER)))).toEqual(ANSWER)
  const no = { ...ANSWER, ok: false, code: 'quota', says: 'The quota is used up.', retry: false, messages: [{ level: 'ALERT', class: 'dom', text: 'Quota dépassé' }] }
  expect(understood(bytes(line(no)))).toMatchObject({ ok: false, code: 'quota', messages: [{ text: 'Quota dépassé' }] })
})

test.each([
  ['half a line', '{"protocol":1,"ok":tr', 'was cut off', true],
  ['a line without its end', JSON.stringify(ANSWER), 'was cut off', true],
  ['two lines', line(ANSWER) + line(ANSWER), 'more than one line', false],
  ['noise before the line', `Notice: something\n${line(ANSWER)}`, 'more than one line; it begins with “Notice: something', false],
  ['a web page', '<html><body>503</body></html>\n', 'something else than its own words; it begins with “<html>', false],
  ['an empty line', '\n', 'something else', false],
  ['a list', '[]\n', 'something else', false],
  ['another protocol', line({ ...ANSWER, protocol: 2 }), 'speaks protocol 2, and 1 is expected', false],
  ['no protocol', line({ ok: true, result: {} }), 'something else', false],
  ['a refusal without a word for it', line({ ...ANSWER, ok: false }), 'something else', false],
  ['control bytes', '\u001B[2J\u0000\u0007\u202Eevil\n', 'it begins with “[2J evil”', false],
  ['what is deep', `${'['.repeat(100_000)}\n`, 'something else', false],
  ['the secret', 'Warning: set_passwd(my secret word)\n', 'it begins with “Warning: set_passwd(•••)”', false],
])('%s is a failure in words', (...[_what, text, says, retry]) => {
  const failure = failureOf(() => understood(bytes(text), ['my secret word']))
  expect(failure).toMatchObject({ remote: 'AlternC', retry })
  expect(failure.message).toContain(says)
  expect(failure.message.length).toBeLessThan(300)
  expect(failure.message).not.toMatch(/[\u0000-\u001F\u202E]|secret word/)
})

test('bytes that are no text are a failure', () => {
  expect(failureOf(() => understood(Buffer.from([0xFF, 0xFE, 0x0A]))).message).toContain('bytes that are no text')
})

const program = (script: string) => ({ file: process.execPath, args: ['-e', script] })
const asked = (script: string, patienceMs = 30_000, signal?: AbortSignal) => askBridge(program(script), { call: 'health', args: { password: 'hush hush' }, patienceMs, secrets: ['hush hush'] }, signal).then(() => { throw new Error('It was answered.') }, (error: unknown) => error as RemoteFailure)

test('the question goes by standard input, and nothing of it on the command line or in the environment', async () => {
  const echo = `let all = ''; process.stdin.on('data', text => { all += text }).on('end', () => console.log(JSON.stringify({ protocol: 1, ok: true, messages: [], noise: '', result: { all, args: process.argv.slice(2), names: Object.keys(process.env) } })))`
  process.env.PERMANENCE_SECRET_KEY = 'not for others'
  try {
    const { result } = await askBridge({ ...program(echo), env: { PERMANENCE_ALTERNC_PATIENCE: '3' } }, { call: 'mail.password', args: { password: 'hush hush' }, patienceMs: 30_000, secrets: [] }) as unknown as { result: { all: string, args: string[], names: string[] } }
    expect(result.all).toBe('{"protocol":1,"call":"mail.password","args":{"password":"hush hush"}}\n')
    expect(result.args).toEqual([])
    expect(result.names).toContain('PERMANENCE_ALTERNC_PATIENCE')
    expect(result.names).not.toContain('PERMANENCE_SECRET_KEY')
  }
  finally {
    delete process.env.PERMANENCE_SECRET_KEY
  }
})

test.each([
  ['silence', 'process.exit(0)', 'the bridge did not answer (its program ended with 0)', true],
  ['a complaint of ssh', 'console.error("Permission denied (publickey).\\r\\nhush hush"); process.exit(255)', 'did not answer: Permission denied (publickey). •••', true],
  ['an answer without an end', 'const more = () => process.stdout.write("x".repeat(1 << 20), more); more()', 'too long', true],
])('%s is a failure in words', async (...[_what, script, says, retry]) => {
  const failure = await asked(script)
  expect(failure).toBeInstanceOf(RemoteFailure)
  expect(failure).toMatchObject({ retry })
  expect(failure.message).toContain(says)
})

test('a program that hangs is given up, and one that is not there is said to be so', async () => {
  expect((await asked('setInterval(() => {}, 1000)', 300)).message).toContain('did not answer within')
  const missing = await askBridge({ file: '/nowhere/bridge', args: [] }, { call: 'health', args: {}, patienceMs: 1000, secrets: [] }).catch((error: unknown) => error)
  expect(missing).toMatchObject({ remote: 'AlternC', retry: false, message: expect.stringContaining('/nowhere/bridge cannot be run') as unknown })
})

test('a question that is called off is', async () => {
  const stop = new AbortController()
  const failure = asked('setInterval(() => {}, 1000)', 60_000, stop.signal)
  stop.abort()
  expect((await failure).name).toBe('AbortError')
})

function failureOf(work: () => unknown): RemoteFailure {
  try {
    work()
  }
  catch (error) {
    if (error instanceof RemoteFailure) return error
    throw error
  }
  throw new Error('It was understood.')
}
