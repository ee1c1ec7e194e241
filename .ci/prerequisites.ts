import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromiumPath } from '../server/testing/chromium.ts'

type Need = { name: string, debian: string, isThere: () => boolean }

const inPath = (command: string) => (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, command)))

/** What the tests start, and the Debian package that holds it. */
const needs: Need[] = [
  { name: 'MariaDB (mariadbd and mariadb-install-db)', debian: 'mariadb-server', isThere: () => inPath('mariadbd') && inPath('mariadb-install-db') },
  { name: 'Dovecot', debian: 'dovecot-imapd', isThere: () => inPath('dovecot') },
  { name: 'BIND (named, named-compilezone)', debian: 'bind9 bind9-utils', isThere: () => inPath('named') && inPath('named-compilezone') },
  { name: 'NSD', debian: 'nsd', isThere: () => inPath('nsd') },
  { name: 'PHP with mysqli', debian: 'php-cli php-mysql', isThere: () => inPath('php') },
  { name: 'OpenSSL', debian: 'openssl', isThere: () => inPath('openssl') },
  { name: 'Chromium', debian: 'chromium', isThere: () => chromiumPath() !== undefined },
]

const missing = () => needs.filter(need => !need.isThere())

/** Makes sure that the servers and the browser of the tests are on this machine; answers what to do when they are not and may not be installed from here. */
export function prepareMachine(): string | undefined {
  // Servers are in sbin, which not everybody has in the path.
  process.env.PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter)
  if (missing().length > 0 && process.getuid?.() === 0 && inPath('apt-get')) install(missing().flatMap(need => need.debian.split(' ')))

  const absent = missing()
  if (absent.length === 0) return undefined
  return [
    `The tests need ${absent.map(need => need.name).join(', ')} on this machine.`,
    inPath('apt-get')
      ? `Run as root, then try again:\n  apt-get update && apt-get install -y --no-install-recommends ${absent.map(need => need.debian).join(' ')}`
      : 'Install them with the packages of your system (Debian calls them ' + absent.map(need => need.debian).join(', ') + '), then try again. PERMANENCE_TEST_CHROMIUM may name the browser.',
  ].join('\n')
}

function install(packages: string[]) {
  console.log(`Installing ${packages.join(', ')} with apt-get…`)
  const aptGet = (...args: string[]) => spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=180', '-o', 'Acquire::Retries=3', '-qq', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  aptGet('update')
  aptGet('install', '-y', '--no-install-recommends', ...packages)
}
