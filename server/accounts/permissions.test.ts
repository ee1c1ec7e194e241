import { describe, expect, test } from 'vitest'
import { builtInRoles, Permission, Role } from './contract.ts'
import { isBuiltIn, lacking, permissionsOf } from './permissions.ts'

describe('permissionsOf', () => {
  test.each([
    ['volunteer', 'tickets:read', true],
    ['volunteer', 'tickets:take', true],
    ['volunteer', 'tickets:note', true],
    ['volunteer', 'tickets:status', true],
    ['volunteer', 'agents:read', true],
    ['volunteer', 'messages:source', false],
    ['volunteer', 'mailboxes:read', false],
    ['volunteer', 'agents:manage', false],
    ['staff', 'messages:source', true],
    ['staff', 'mailboxes:read', true],
    ['staff', 'agents:manage', false],
    ['staff', 'audit:read', false],
    ['administrator', 'messages:source', true],
  ] as const)('a %s: %s is %s', (role, permission, expected) => {
    expect(permissionsOf(role).includes(permission)).toBe(expected)
  })

  test('an administrator may do all there is', () => {
    expect([...permissionsOf('administrator')].sort()).toEqual([...Permission.options].sort())
  })

  test.each([
    ['of one\'s own', 'Lecture', '["tickets:read","audit:read"]', ['tickets:read', 'audit:read']],
    ['with a permission of another version', 'Lecture', '["tickets:read","moon:walk"]', ['tickets:read']],
    ['that nobody made', 'Lecture', null, []],
    ['that holds no list', 'Lecture', '{"tickets:read":true}', []],
    ['that pretends to be built in', 'volunteer', '["roles:manage"]', permissionsOf('volunteer')],
  ] as const)('a role %s', (...[, role, kept, expected]) => {
    expect(permissionsOf(role, kept)).toEqual(expected)
  })
})

test.each([[[], [], []], [['tickets:read'], ['tickets:read'], []], [['tickets:read'], ['tickets:read', 'audit:read'], ['audit:read']]] as const)('whoever has %j and gives %j lacks %j', (held, wanted, expected) => {
  expect(lacking(held, wanted)).toEqual(expected)
})

test('the three roles are built in, and no other', () => {
  expect(builtInRoles.every(isBuiltIn)).toBe(true)
  expect(['Staff', 'toString', ''].some(isBuiltIn)).toBe(false)
})

test.each([['Modération', true], ['  x ', true], ['', false], ['   ', false], ['a'.repeat(41), false], ['a\u0000b', false], ['a\u202Eb', false]])('%j names a role: %s', (name, expected) => {
  expect(Role.safeParse(name).success).toBe(expected)
})
