import { expect, test } from 'vitest'
import { Permission } from './accounts/contract.ts'
import { allRoutes } from './testing/routes.ts'

/** Whoever adds a line here says why a stranger may ask for it. */
const FOR_ANYONE = [
  // Nobody is signed in before they sign in.
  'get /session', 'post /session', 'delete /session',
  // Half a session is looked for in the cookie.
  'post /session/code',
  // The token is the permission.
  'post /invitations/accept',
  // Whoever forgot a password cannot sign in; the token is the permission.
  'post /password-resets', 'post /password-resets/accept',
]

/** What concerns one's own account alone, and asks for no permission. */
const OF_ONESELF = ['oneself', 'enrolling']

const routes = allRoutes()

test('there are routes to look at', () => {
  expect(routes.length).toBeGreaterThan(14)
})

test.each(routes)('$name says whom it admits', ({ name, admits }) => {
  if (FOR_ANYONE.includes(name)) expect(admits).toBe('anyone')
  else expect([...Permission.options, ...OF_ONESELF]).toContain(admits)
})

test('no line of the list of public routes is left over', () => {
  expect(routes.filter(({ admits }) => admits === 'anyone').map(({ name }) => name).sort()).toEqual([...FOR_ANYONE].sort())
})
