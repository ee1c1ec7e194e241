import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressed = { br: promisify(brotliCompress), gzip: promisify(gzip) }
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.map': 'application/json', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
}

const isText = (type: string) => /^(text\/|application\/(json|manifest\+json)|image\/svg)/.test(type)

/** How bytes travel (RFC 9110 §8.4.1). */
export type Encoding = 'br' | 'gzip' | 'identity'

/** A file of the built client, in memory. */
export type Asset = {
  type: string
  etag: string
  /** Its name carries its content: it never changes. */
  isImmutable: boolean
  /** The encodings it exists in, the best first. */
  encodings: readonly Encoding[]
  /** The bytes in that encoding; made once, when first asked for. */
  bytes: (encoding: Encoding) => Promise<Buffer>
}

/** The files below `folder` by their path (`/index.html`); none when the client was never built. */
export async function assetsIn(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return new Map(await Promise.all(files.map(async (file) => {
    const path = `/${relative(folder, file).split(sep).join('/')}`
    return [path, assetOf(path, await readFile(file))] as const
  })))
}

function assetOf(path: string, content: Buffer): Asset {
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  const made = new Map<Encoding, Promise<Buffer>>([['identity', Promise.resolve(content)]])
  return {
    type,
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    // Vite names what it builds after its content, in this folder.
    isImmutable: path.startsWith('/assets/'),
    encodings: isText(type) ? ['br', 'gzip', 'identity'] : ['identity'],
    bytes(encoding) {
      const known = made.get(encoding) ?? (encoding === 'br' ? compressed.br(content, BROTLI) : compressed.gzip(content))
      made.set(encoding, known)
      return known
    },
  }
}
