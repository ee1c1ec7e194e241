import { argon2, createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Refusal } from './errors.ts'

/** Everything derived from the installation's one secret. Rotating it means sealing again what was sealed. */
export type Secrets = {
  seal: (text: string) => string
  /** Throws a Refusal when the key is another one than the text was sealed with. */
  open: (sealed: string) => string
  /** For the signatures in our Message-IDs and links. */
  signingKey: Uint8Array
}

/** Finds the installation's secret: the one given, or that of the data directory, made at the first start (mode 600). */
export function secretKeyIn(dataDir: string, given: string | undefined): string {
  if (given) return given
  const path = join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) {
    // Written aside and linked into place: of two processes that start together, both read the same key.
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    try { linkSync(draft, path) }
    catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error }
    finally { rmSync(draft) }
  }
  return readFileSync(path, 'utf8').trim()
}

/** AES-256-GCM under a key derived from `secretKey`; the sealed text carries its version, nonce and tag. */
export function secretsOf(secretKey: string): Secrets {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', secretKey, 'permanence', purpose, 32))
  const sealing = derive('seal')
  return {
    signingKey: derive('sign'),
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      }
      catch {
        throw new Refusal('conflict', 'A stored secret cannot be opened: PERMANENCE_SECRET_KEY (or secret.key in the data directory) is not the one it was sealed with. Put the former key back, or enter the secret again.')
      }
    },
  }
}

const derive = promisify(argon2)
// OWASP's second choice for argon2id: 19 MiB, two passes.
const COST = { parallelism: 1, tagLength: 32, memory: 19 * 1024, passes: 2 }

/** argon2id, with its salt and cost in the answer. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: password, nonce, ...COST })
  return `argon2id.${COST.memory}.${COST.passes}.${nonce.toString('base64url')}.${tag.toString('base64url')}`
}

/** Whether `password` made `hash`. Takes the same time for a wrong password; an unknown form of hash is false. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, memory, passes, nonce, tag] = hash.split('.')
  if (scheme !== 'argon2id' || !nonce || !tag) return false
  const found = await derive('argon2id', { message: password, nonce: Buffer.from(nonce, 'base64url'), ...COST, memory: Number(memory), passes: Number(passes) })
  const expected = Buffer.from(tag, 'base64url')
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** A token nobody can guess, for sessions and one-time links; only its digest is stored. */
export const newToken = () => randomBytes(32).toString('base64url')
