import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { dkimKeysAt } from './dkim-keys.ts'

const folder = temporaryFolder('dkim')
afterAll(() => removeFolder(folder))

function keyIn(name: string, content: string) {
  writeFileSync(join(folder, name), content)
  return [{ domain: 'coop.example', selector: 'desk', path: join(folder, name) }]
}

test('a key is read', () => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(dkimKeysAt(keyIn('rsa.pem', pem))).toEqual([{ domain: 'coop.example', selector: 'desk', privateKey: pem }])
})

test.each([
  ['no key', 'geheim'],
  ['a public key', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a key of another kind', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
])('%s is refused, and not repeated', (_what, content) => {
  expect(() => dkimKeysAt(keyIn('bad.pem', content))).toThrow(/^PERMANENCE_DKIM names the file .*bad\.pem, which holds no private RSA key/)
  expect(() => dkimKeysAt(keyIn('bad.pem', content))).not.toThrow('geheim')
})

test('a file that is not there is named', () => {
  expect(() => dkimKeysAt([{ domain: 'a', selector: 'b', path: join(folder, 'none.pem') }])).toThrow('none.pem, which cannot be read (ENOENT)')
})
