import { describe, expect, test } from 'vitest'
import { WELCOME } from '../../testing/member-runs.ts'
import { readDefinition } from '../definition/reading.ts'
import { advance, replay, type Told } from '../engine/advance.ts'
import type { WorkflowEvent } from '../engine/event.ts'
import { firstAsk, invitationText } from './invitation.ts'
import { reminderText } from './reminder.ts'

const read = readDefinition(WELCOME)
if ('problems' in read) throw new Error(JSON.stringify(read.problems))
const definition = read.definition
const URL = 'https://coop.example/aide/parcours/1/key'
const STARTED: WorkflowEvent = { type: 'started', start: { domain: 'pieds.example' } }
const FILLED: WorkflowEvent = { type: 'filled', path: 'facts', values: {} }
const at = (event: WorkflowEvent, i: number): Told => ({ ...event, at: 1000 + i })

describe('the member is asked for the first time', () => {
  const later = { ...definition, steps: definition.steps.map(step => step.id === 'facts' ? { ...step, who: 'agent' as const } : step) } as typeof definition
  const never = { ...definition, steps: definition.steps.filter(({ id }) => id === 'survey') }
  test.each([
    ['when the run begins', definition, [STARTED], 'facts'],
    ['and not for the next thing', definition, [STARTED, FILLED], undefined],
    ['and not again when the first is asked anew', definition, [STARTED, { type: 'skipped', path: 'facts', reason: 'x' }, { type: 'ticked', path: 'lower', evidence: '' }], undefined],
    ['when it is their turn', later, [STARTED, FILLED], 'lower'],
    ['and not before', later, [STARTED], undefined],
    ['and never, where nothing is theirs', never, [STARTED], undefined],
    ['and not by a run that is given up', definition, [STARTED, { type: 'cancelled', reason: 'x', undo: false }], undefined],
  ] as const)('%s', (...[, of, events, path]) => {
    const told = events.map(at)
    const before = replay(of, told.slice(0, -1))
    expect(firstAsk(of, before, advance(of, before, told.at(-1)!).progress)).toBe(path)
  })
})

const letters = [
  invitationText(definition, replay(definition, [at(STARTED, 0)])!, URL),
  ...[[1, 1], [1, 3], [2, 3], [3, 3]].map(([nth = 1, of = 1]) => reminderText({ title: { fr: 'Déverrouiller', en: 'Unlock' }, url: URL, nth, of })),
]

test('what is written to a member is kind, says where to go, and is typeset as each language is', () => {
  for (const { fr, en } of letters) {
    for (const text of [fr, en]) expect(text).toContain(URL)
    expect(fr.replaceAll(URL, '')).not.toMatch(/'|"|\.\.\.|(?<!\u00A0)[:;?!»]/)
    expect(en.replaceAll(URL, '')).not.toMatch(/'|"|\.\.\.|\s[:;?!]/)
    expect([fr.includes('rien n’est perdu') || fr.includes('Rien n’est perdu'), en.toLowerCase().includes('nothing is lost')]).toEqual([true, true])
  }
})

test('the first mail says what it is about and what is asked', () => {
  expect(letters[0]?.fr).toContain('Déménager votre domaine (pieds.example)')
  expect(letters[0]?.fr).toContain('—\u00A0Quelques mots sur pieds.example')
})

test('the last of several reminders says so, and no other', () => {
  expect(letters.slice(1).map(({ fr, en }) => [fr.includes('dernier rappel'), en.includes('last reminder')])).toEqual([[false, false], [false, false], [false, false], [true, true]])
})
