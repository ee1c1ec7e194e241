// Runs before anything is installed, on whatever Node the machine has (≥ 20.19): plain JavaScript, no dependency.
// It installs the exact versions of package-lock.json when they are not there yet; a second start finds them and is quick.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.installed')
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Permanence needs Node 20.19 or newer to install itself; this is ${process.versions.node}.`)
  process.exit(1)
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing what Permanence is made of (a minute or two, the first time only)…')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    console.error('The installation failed. Is the npm registry reachable from here? The lines above say more.')
    process.exit(1)
  }
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) {
    console.error(`No Node 26 is packaged for ${process.platform}-${process.arch}. Linux (x64, arm64) and macOS (arm64) are supported.`)
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}
