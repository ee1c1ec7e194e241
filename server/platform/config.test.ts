import { describe, expect, test } from 'vitest'
import { configFrom } from './config.ts'

describe('what cannot be used is named, and its value kept to itself', () => {
  test.each([
    ['a database of another kind', 'PERMANENCE_DATABASE_URL', 'postgres://u:geheim@h/x'],
    ['a database without a server', 'PERMANENCE_DATABASE_URL', 'mysql://'],
    ['a server without a database', 'PERMANENCE_DATABASE_URL', 'mysql://u:geheim@127.0.0.1/'],
    ['a port there is not', 'PERMANENCE_DATABASE_URL', 'mysql://u:geheim@127.0.0.1:99999/x'],
    ['a # in a password', 'PERMANENCE_DATABASE_URL', 'mysql://u:ge#heim@127.0.0.1:3306/x'],
    ['a % in a password', 'PERMANENCE_DATABASE_URL', 'mysql://u:ge%heim@127.0.0.1:3306/x'],
    ['a port in words', 'PERMANENCE_PORT', 'geheim'],
    ['a short key', 'PERMANENCE_SECRET_KEY', 'geheim'],
  ])('%s', (_what, variable, value) => {
    expect(() => configFrom({ [variable]: value })).toThrow(variable)
    expect(() => configFrom({ [variable]: value })).not.toThrow('heim')
  })

  test('encoded characters are', () => {
    expect(configFrom({ PERMANENCE_DATABASE_URL: 'mysql://u:ge%23%25@[::1]:3306/x' }).databaseChosen).toBe(true)
  })
})
