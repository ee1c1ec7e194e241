import { describe, expect, test } from 'vitest'
import type { Message } from '../../../../server/tickets/contract.ts'
import { claire, discussion, message, reply } from '../../testing/given.ts'
import { nothing } from '../drafts/reconciled.ts'
import { placeOf, PRIVATE, proposedPlace } from './answer-place.ts'

const [list, forum] = [discussion(), discussion({ id: 5 }, { kind: 'forum', name: 'Forum', answersTo: 'private' })]
const gone = discussion({ id: 6 }, { active: false })
const to = { recipients: { to: [claire], cc: [] } }
const nobody = { recipients: { to: [], cc: [] } }
const post = (discussionId: number | null, parts: Partial<Message> = {}) => message({ discussionId, ...parts })
const on = (discussionId: number) => ({ discussionId, alsoPrivate: false })

describe('an answer is proposed', () => {
  test.each([
    ['to the list that was asked', { discussions: [list], messages: [post(4)], ...to }, on(4)],
    ['in private where that is the custom', { discussions: [forum], messages: [post(5)], ...to }, PRIVATE],
    ['in the topic whatever the custom, when nobody can be reached otherwise', { discussions: [forum], messages: [post(5)], ...nobody }, on(5)],
    ['in private to what came in private last', { discussions: [list], messages: [post(4), post(null)], ...to }, PRIVATE],
    ['to the list, though a machine answered in private since', { discussions: [list], messages: [post(4), post(null, { automatic: 'auto-replied' })], ...to }, on(4)],
    ['to the list, though we wrote in private since', { discussions: [list], messages: [post(4), reply()], ...to }, on(4)],
    ['in private, when the list is not followed any more', { discussions: [gone], messages: [post(6)], ...to }, PRIVATE],
    ['in private, where there is no list', { discussions: [], messages: [post(null)], ...to }, PRIVATE],
  ])('%s', (_, told, place) => expect(proposedPlace(told)).toEqual(place))
})

describe('what was begun', () => {
  const told = { discussions: [list], messages: [post(4)], ...to }
  const begun = { ...nothing, text: 'Bonjour' }
  test.each([
    ['goes where it was meant to go', { ...begun, place: PRIVATE }, undefined, PRIVATE],
    ['is not published by itself, when it was begun before anybody could choose', begun, undefined, PRIVATE],
    ['is not published elsewhere, when its discussion has gone', { ...begun, place: on(9) }, undefined, PRIVATE],
    ['goes where one chose before the first letter', nothing, PRIVATE, PRIVATE],
    ['is proposed anew once nothing is left of it', nothing, undefined, on(4)],
  ])('%s', (...[, content, chosen, place]) => expect(placeOf(content, chosen, told)).toEqual(place))
})
