import { expect, test } from 'vitest'
import { loginsFor } from './hosting-login.ts'

test.each([
  ['pieds-au-sec.org', 'piedsausec', 'piedsausec2'],
  ['les-amis-de-la-ludotheque.asso.fr', 'lesamisdelalud', 'lesamisdelalu2'],
  ['Café.fr', 'cafe', 'cafe2'],
  ['bureau@pieds.example', 'bureau', 'bureau2'],
  ['---.fr', 'membre', 'membre2'],
])('%s gives %s, then %s', (name, first, second) => {
  expect(loginsFor(name).slice(0, 2)).toEqual([first, second])
  expect(loginsFor(name).every(login => /^[a-z0-9]{1,14}$/.test(login))).toBe(true)
})
