import { describe, expect, test } from 'vitest'
import { Permission } from './contract.ts'
import { may, permissionsOf } from './permissions.ts'

describe('may', () => {
  test.each([
    ['volunteer', 'tickets:read', true],
    ['volunteer', 'tickets:take', true],
    ['volunteer', 'tickets:note', true],
    ['volunteer', 'tickets:status', true],
    ['volunteer', 'agents:read', true],
    ['volunteer', 'messages:source', false],
    ['volunteer', 'mailboxes:read', false],
    ['staff', 'messages:source', true],
    ['staff', 'mailboxes:read', true],
    ['administrator', 'messages:source', true],
  ] as const)('a %s: %s is %s', (role, permission, expected) => {
    expect(may(role, permission)).toBe(expected)
  })

  test('an administrator may do all there is', () => {
    expect([...permissionsOf('administrator')].sort()).toEqual([...Permission.options].sort())
  })
})
