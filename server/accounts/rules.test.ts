import { describe, expect, test } from 'vitest'
import { keyOf, mayTry, subjectsOf } from './attempts.ts'
import { invitationLink, isUsable } from './invitations.ts'
import { isWorthProlonging, sessionEnd } from './session.ts'

const now = new Date('2026-11-22T09:00:00Z')
const at = (days: number) => now.getTime() + days * 86_400_000

describe('an invitation', () => {
  test.each([
    [{ expiresAt: at(7), usedAt: null }, true],
    [{ expiresAt: at(7), usedAt: at(-1) }, false],
    [{ expiresAt: at(0), usedAt: null }, false],
    [{ expiresAt: at(-1), usedAt: null }, false],
  ])('%o can be used: %s', (invitation, expected) => {
    expect(isUsable({ agentId: 1, ...invitation }, now)).toBe(expected)
  })

  test('its token is in the part of the link that browsers keep for themselves', () => {
    expect(new URL(invitationLink('https://aide.example.org', 'TOKEN')).hash).toBe('#TOKEN')
  })
})

describe('a session', () => {
  test.each([[30, false], [29.5, false], [28.9, true], [1, true]])('that ends in %d days is prolonged: %s', (days, expected) => {
    expect(isWorthProlonging(at(days), now)).toBe(expected)
  })

  test('ends after thirty days', () => {
    expect(sessionEnd(now).getTime()).toBe(at(30))
  })
})

describe('attempts to sign in', () => {
  const [email, address] = subjectsOf('a@example.org', '192.0.2.1')

  test.each([[0, true], [7, true], [8, false], [100, false]])('%d failures of an e-mail allow another: %s', (failures, expected) => {
    expect(email && mayTry(email, failures)).toBe(expected)
  })

  test.each([[8, true], [29, true], [30, false]])('%d failures of an address allow another: %s', (failures, expected) => {
    expect(address && mayTry(address, failures)).toBe(expected)
  })

  test('an e-mail and an address are never counted as one', () => {
    expect(subjectsOf('x', 'x').map(keyOf)).toEqual(['email x', 'address x'])
  })
})
