import { describe, expect, test } from 'vitest'
import type { RunRow } from '../contract.ts'
import { cursorAfter, placeIn } from './cursor.ts'
import { standingsOf } from './order.ts'
import { cell, lineOf } from './sheet/cells.ts'
import { headLine, knownZone, sheetLine } from './sheet/rows.ts'

const OPEN = ['blocked', 'agent', 'member', 'machine', 'date', 'cancelling']
const OVER = ['finished', 'cancelled']

test.each([
  [{ ended: 'without' }, OPEN, []],
  [{ ended: 'with' }, OPEN, OVER],
  [{ ended: 'only' }, [], OVER],
  [{ ended: 'without', standing: [] }, OPEN, []],
  [{ ended: 'without', standing: ['member', 'blocked'] }, ['blocked', 'member'], []],
  [{ ended: 'without', standing: ['finished', 'agent'] }, ['agent'], ['finished']],
] as const)('%j asks for those that stand %j and %j', (filter, open, over) => {
  expect(standingsOf({ ...filter, standing: 'standing' in filter ? [...filter.standing] : undefined })).toEqual({ open, over })
})

describe('a cursor', () => {
  test.each([{ over: false, at: [0, 1_700_000_000_000, 7] }, { over: true, at: [0, 5, 9] }, { over: false, at: [0, -5, -9] }] as const)('says where %j is', ({ over, at }) => {
    expect(placeIn(cursorAfter({ over, at: [...at] }))).toEqual({ over, at })
  })
  test.each(['', 'nonsense', btoa('[2,1,1,1]'), btoa('[0,1,1]'), btoa('[0,1,1,"1 or 1=1"]')])('%j is none of ours', (cursor) => {
    expect(() => placeIn(cursor)).toThrow('belongs to no list')
  })
})

test.each([
  ['plain', 'plain'], ['', ''], [null, ''], [7, '7'], [-7, '-7'],
  ['with; semicolon', '"with; semicolon"'], ['with, comma', 'with, comma'], ['said "so"', '"said ""so"""'], ['two\nlines', '"two\nlines"'],
  ['=1+1', '\'=1+1'], ['+33 6', '\'+33 6'], ['-2', '\'-2'], ['@sum', '\'@sum'], ['  =1', '\'  =1'], ['＝1', '\'＝1'], ['\tx', '\'\tx'], ['a=b', 'a=b'],
  ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'], ['\r=1', '"\'\r=1"'],
])('the cell of %j is %j', (value, written) => {
  expect(cell(value, ';')).toBe(written)
})

test('a line ends as RFC 4180 says', () => expect(lineOf(['a', 1, null], ',')).toBe('a,1,\r\n'))

const NOW = Date.UTC(2026, 10, 22, 18)
const DAY = 86_400_000
const row: RunRow = {
  id: 1, workflow: { name: 'move', title: { fr: 'Déménager un domaine', en: 'Move a domain' }, version: 1 }, subject: '=cmd()', standing: 'blocked', phase: { id: 'a', title: { fr: 'Préparer', en: '' } },
  next: { path: 'x', title: { fr: 'Lire', en: 'Read' } }, since: NOW - 9.5 * DAY, dueAt: NOW + DAY, wakeAt: null, done: 1, of: 6, going: null, falls: null, cause: null, owner: { id: 3, name: 'Nadia' }, role: 'staff',
  ticket: { id: 5, reference: 'ABC-DEF-GHIJ' }, rehearsal: false, aheadMs: 0, startedAt: NOW - 20 * DAY, endedAt: null,
}

test('a run as a line, in both languages', () => {
  expect(sheetLine(row, { lang: 'fr', zone: 'Europe/Paris', now: NOW })).toBe('\'=cmd();Déménager un domaine;Préparer;Bloqué;Lire;Nadia;9;2026-11-23 19:00;ABC-DEF-GHIJ;2026-11-02 19:00;\r\n')
  expect(sheetLine({ ...row, owner: null }, { lang: 'en', zone: 'UTC', now: NOW })).toBe('\'=cmd(),Move a domain,Préparer,Blocked,Read,staff,9,2026-11-23 18:00,ABC-DEF-GHIJ,2026-11-02 18:00,\r\n')
})

test('what is over asks nothing more', () => {
  const over = { ...row, standing: 'finished', phase: null, next: null, owner: null, role: null, ticket: null, dueAt: null, endedAt: NOW } as const
  expect(sheetLine(over, { lang: 'en', zone: 'UTC', now: NOW })).toBe('\'=cmd(),Move a domain,,Finished,,,,,,2026-11-02 18:00,2026-11-22 18:00\r\n')
  expect(sheetLine({ ...over, standing: 'date', endedAt: null, since: NOW + DAY }, { lang: 'en', zone: 'UTC', now: NOW })).toContain(',Waits for a date,,,0,,')
})

test('the head tells programs which bytes these are', () => {
  expect(headLine('fr')).toMatch(/^\uFEFFSujet;Parcours;/)
  expect(headLine('en')).toMatch(/^\uFEFFSubject,Workflow,/)
})

test.each([['Europe/Paris', 'Europe/Paris'], ['Nowhere/Land', 'UTC'], ['', 'UTC']])('the zone %j is read as %j', (name, zone) => expect(knownZone(name)).toBe(zone))
