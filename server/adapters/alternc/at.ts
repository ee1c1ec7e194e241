import { Refusal } from '../../platform/errors.ts'
import type { Command } from './transport.ts'

const CONNECT_SECONDS = 15
const NAME = /^[a-z0-9_][a-z0-9_.-]*$/i
const HOST = /^[a-z0-9:][a-z0-9.:-]*$/i

/**
 * How the bridge is reached, from what the configuration says: `ssh://user@host:22?key=/path&known-hosts=/path`, or
 * `local:/path/permanence-bridge?user=alterncpanel`, by sudo when a user is named. Never through a shell.
 */
export function commandAt(address: string): Command {
  const url = URL.parse(address)
  if (url?.protocol === 'local:') return localCommand(url)
  if (url?.protocol === 'ssh:') return sshCommand(url)
  throw unusable('must be ssh://user@host or local:/path/to/permanence-bridge.php')
}

function localCommand({ pathname, searchParams }: URL): Command {
  const path = decodeURIComponent(pathname)
  const { user } = optionsIn(searchParams, ['user'])
  if (!path.startsWith('/')) throw unusable('must name the bridge by its whole path, as in local:/usr/local/bin/permanence-bridge')
  if (user === undefined) return { file: 'php', args: [path] }
  if (!NAME.test(user)) throw unusable('names a user that cannot be one')
  return { file: 'sudo', args: ['-n', '-u', user, '--', path] }
}

function sshCommand({ username, hostname, port, searchParams }: URL): Command {
  const user = decodeURIComponent(username)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const { key, 'known-hosts': knownHosts } = optionsIn(searchParams, ['key', 'known-hosts'])
  if (!NAME.test(user) || !HOST.test(host)) throw unusable('must be ssh://user@host')
  const options = [
    'BatchMode=yes', `ConnectTimeout=${CONNECT_SECONDS}`, 'ServerAliveInterval=15', 'ServerAliveCountMax=3', 'StrictHostKeyChecking=yes', 'ClearAllForwardings=yes', 'LogLevel=ERROR',
    ...knownHosts === undefined ? [] : [`UserKnownHostsFile="${fileIn(knownHosts)}"`, 'GlobalKnownHostsFile=/dev/null'],
    ...key === undefined ? [] : ['IdentitiesOnly=yes', `IdentityFile="${fileIn(key)}"`],
  ]
  // The key is bound to the bridge on the other side; where it is not, this is what is run.
  return { file: 'ssh', args: ['-T', '-a', '-x', ...options.flatMap(option => ['-o', option]), ...port === '' ? [] : ['-p', port], '-l', user, '--', host, 'permanence-bridge'] }
}

function optionsIn(given: URLSearchParams, known: readonly string[]): Record<string, string | undefined> {
  const stranger = [...given.keys()].find(name => !known.includes(name))
  if (stranger !== undefined) throw unusable(`has an option that is not known: ${stranger.slice(0, 40)}`)
  return Object.fromEntries(given)
}

function fileIn(path: string): string {
  if (!/^\/[^"%\\\p{Cc}]+$/u.test(path)) throw unusable('must name files by their whole path, without quotes, % or backslashes')
  return path
}

const unusable = (says: string) => new Refusal('invalid', `The configuration cannot be used: PERMANENCE_ALTERNC ${says}.`)
