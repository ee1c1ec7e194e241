import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

async function provisioner(hosting: string, ...given: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'provisioner', ...given], { env: { ...process.env, PERMANENCE_ALTERNC: hosting } })
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>(resolve => child.on('close', resolve))])
  return { lines: out.split('\n').filter(Boolean), err, code }
}

const parsed = (lines: string[]) => lines.map(line => JSON.parse(line) as Record<string, unknown>)

test('a hosting that keeps its contract is told so, one object for each check', async () => {
  const { lines, err, code } = await provisioner('simulator', 'check', '--write', '--account', 'permtest', '--domain', 'Permtest.fr', '--json')
  expect([code, err]).toEqual([0, ''])
  const [summary, ...checks] = parsed(lines).reverse()
  expect(summary).toEqual({ passed: checks.length, failed: 0, left: ['the account permtest', 'the FTP login permtest_check', 'the database permtest_check'], ok: true, stopped: false })
  expect(checks.at(-1)).toEqual({ check: 'health', ok: true, says: expect.stringContaining('AlternC') as unknown, seconds: expect.any(Number) as unknown })
})

test('one that does not answer fails each check, in words', async () => {
  const { lines, code } = await provisioner('local:/nowhere/permanence-bridge.php', 'check', '--json')
  const [summary, ...checks] = parsed(lines).reverse()
  expect([code, summary]).toEqual([1, { passed: 0, failed: checks.length, left: [], ok: false, stopped: false }])
  expect(checks.every(({ ok, says }) => ok === false && String(says).startsWith('AlternC: '))).toBe(true)
})

test('what is lacking is said', async () => {
  expect(await provisioner('', 'check')).toMatchObject({ code: 1, lines: [], err: expect.stringContaining('No hosting is configured') as unknown })
  expect(await provisioner('simulator', 'check', '--write', '--account', 'permtest')).toMatchObject({ code: 1, err: expect.stringContaining('--domain') as unknown })
})
