import { expect, test } from 'vitest'
import { rulesOf } from './rules.ts'
import { table } from './table.ts'

test.each<[string, Partial<ReturnType<typeof rulesOf>>]>([
  ['assoc.fr', { suffix: 'fr', registry: 'AFNIC', waitDays: 8, refusedWaitDays: 22, silence: 'approves', minAgeDays: null, lockSupported: false }],
  ['assoc.asso.fr', { suffix: 'asso.fr', registry: 'AFNIC', waitDays: 8 }],
  ['assoc.re', { registry: 'AFNIC' }],
  ['assoc.eu', { waitDays: 0, codeValidityDays: 40, known: true }],
  ['assoc.org', { kind: 'gtld', waitDays: 5, minAgeDays: 60, sinceTransferDays: 60, minLeftDays: 30, addsYear: true, lockSupported: true }],
  ['ouvaton.coop', { kind: 'sponsored', waitDays: 5 }],
  ['assoc.toys', { kind: 'gtld', known: true, registry: null, minAgeDays: 60 }],
  ['assoc.it', { kind: 'cctld', known: false, waitDays: null, codeRequired: null }],
  ['assoc.co.uk', { suffix: 'co.uk', kind: 'cctld', known: false }],
  ['assoc.xn--p1ai', { kind: 'cctld', known: false }],
  ['assoc.io', { kind: 'cctld', known: true, minAgeDays: 60 }],
  // Somebody's own domain is no end of names: PSL's private part is not ours.
  ['assoc.github.io', { suffix: 'io' }],
  ['constructor', { suffix: 'constructor', kind: 'gtld' }],
])('%s', (domain, expected) => expect(rulesOf(domain)).toMatchObject(expected))

test('the table says of each who its registry is, and numbers of days that can be', () => {
  for (const [suffix, { registry, waitDays, minAgeDays, refusedWaitDays }] of Object.entries(table)) {
    expect([suffix, registry]).not.toContain(null)
    for (const days of [waitDays, minAgeDays, refusedWaitDays]) expect(days === null || (days >= 0 && days < 100)).toBe(true)
  }
})
