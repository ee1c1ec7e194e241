import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Refusal } from './errors.ts'
import type { DkimSetting } from './mail-servers.ts'

/** The keys of PERMANENCE_DKIM, read from their files; refuses one that cannot sign with a sentence that says why. */
export function dkimKeysAt(settings: readonly DkimSetting[]) {
  return settings.map(({ domain, selector, path }) => ({ domain, selector, privateKey: keyAt(path) }))
}

function keyAt(path: string): string {
  let pem = ''
  try { pem = readFileSync(path, 'utf8') }
  catch (error) { throw new Refusal('invalid', `PERMANENCE_DKIM names the file ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`) }
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem
  }
  catch { /* Said below. */ }
  throw new Refusal('invalid', `PERMANENCE_DKIM names the file ${path}, which holds no private RSA key in PEM form.`)
}
