import { expect, test } from 'vitest'
import { commandAt } from './at.ts'

test.each([
  ['local:/usr/local/bin/permanence-bridge', { file: 'php', args: ['/usr/local/bin/permanence-bridge'] }],
  ['local:/usr/local/bin/permanence-bridge?user=alterncpanel', { file: 'sudo', args: ['-n', '-u', 'alterncpanel', '--', '/usr/local/bin/permanence-bridge'] }],
])('%s', (address, command) => expect(commandAt(address)).toEqual(command))

test('by ssh nobody is asked anything, no unknown host is trusted, and the place comes last', () => {
  const { file, args } = commandAt('ssh://permanence@panel.example:2222?key=/etc/permanence/alternc&known-hosts=/etc/permanence/known_hosts')
  expect(file).toBe('ssh')
  for (const option of ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ConnectTimeout=15', 'UserKnownHostsFile="/etc/permanence/known_hosts"', 'IdentityFile="/etc/permanence/alternc"', 'IdentitiesOnly=yes']) expect(args[args.indexOf(option) - 1]).toBe('-o')
  expect(args.slice(-7)).toEqual(['-p', '2222', '-l', 'permanence', '--', 'panel.example', 'permanence-bridge'])
  expect(commandAt('ssh://permanence@[2001:db8::1]').args.at(-2)).toBe('2001:db8::1')
})

test.each([
  'ssh://panel.example', 'ssh://-oProxyCommand=x@panel.example', 'ssh://u@-oProxyCommand', 'ssh://u@host?key=relative', 'ssh://u@host?key=/a"%20-o%20ProxyCommand=x', 'ssh://u@host?unknown=1', 'local:relative', 'local:/bridge?user=-u', 'https://panel.example',
])('%s is refused', (address) => {
  expect(() => commandAt(address)).toThrow('PERMANENCE_ALTERNC')
})
