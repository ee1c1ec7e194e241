import { expect, test } from 'vitest'
import type { Field } from '../definition/schema.ts'
import { csvRows } from './csv.ts'
import { planOf, referencesIn } from './planning.ts'

const field = (name: string, type: Field['type'], required = true) => ({ name, label: { fr: name, en: name }, type, required }) as Field
const FIELDS = [field('domain', 'text'), field('boxes', 'number', false)]
const plan = (csv: string, fields = FIELDS) => planOf(csvRows(csv), fields, new Set(['CDF-GHJ-KMNP']))

test.each<[string, string[], string[]]>([
  ['domain;boxes\na.example;2\nb.example;', ['2 a.example', '3 b.example'], []],
  ['domain,ticket\na.example,cdf-ghj-kmnp\nb.example,CDF-GHJ-0000\nc.example,x', ['2 a.example CDF-GHJ-KMNP'], ['3 ticket', '4 ticket']],
  ['domain,email,name\na.example,zoe@asso.example,Zoé\nb.example,zoe,Zoé', ['2 a.example zoe@asso.example'], ['3 email']],
  ['domain,boxes\n,2\nb.example,many\nc.example,1,2', [], ['2 domain', '3 boxes', '4 -']],
  ['domain,ticket,email\na.example,CDF-GHJ-KMNP,zoe@asso.example', [], ['2 email']],
  ['domain,colour,domain\na,b,c', [], ['1 colour', '1 domain']],
  ['domain', [], ['1 -']],
  ['', [], ['1 -']],
  ['domain\n"a', [], ['2 -']],
  [`domain\n${'a.example\n'.repeat(1001)}`, [], ['1002 -']],
])('%j', (csv, wanted, problems) => {
  const made = plan(csv)
  expect(made.wanted.map(({ line, start, reference, member }) => [line, start['domain'], reference, member?.address].filter(Boolean).join(' '))).toEqual(wanted)
  expect(made.problems.map(({ line, name }) => `${line} ${name ?? '-'}`)).toEqual(problems)
})

test('an address that the workflow asks for is its member’s too, unless a ticket is named; another field that is called like ours is the workflow’s', () => {
  const fields = [field('email', 'email'), field('name', 'text', false)]
  expect(plan('email,ticket,name\nzoe@asso.example,,Chorale\nzoe@asso.example,CDF-GHJ-KMNP,', fields)).toMatchObject({
    wanted: [{ start: { email: 'zoe@asso.example', name: 'Chorale' }, member: { address: 'zoe@asso.example', name: '' } }, { start: { email: 'zoe@asso.example' }, reference: 'CDF-GHJ-KMNP', member: null }], problems: [],
  })
})

test('references are found in their column alone', () => {
  expect(referencesIn(csvRows('domain,ticket\nCDF-GHJ-KMNX,cdfghjkmnp'))).toEqual(['CDF-GHJ-KMNP'])
  expect(referencesIn(csvRows('domain\nCDF-GHJ-KMNX'))).toEqual([])
})
