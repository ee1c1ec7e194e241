import type { SourceInput } from '../contract.ts'
import { profileOf } from '../profiles/all.ts'
import { kindOf } from '../source.ts'

type Given = { input: SourceInput, hasApiKey: boolean }
type Lack = readonly [lacks: (given: Given) => boolean, sentence: string]

const ofLists: readonly Lack[] = [
  [({ input: { address, listId } }) => address === null && listId === null, 'Say where one writes to the list, or its List-Id: it is known by one of the two.'],
  [({ input: { answersBy } }) => answersBy === 'api' || answersBy === 'reply-address', 'A list is answered by mail, or by hand.'],
  [({ input: { answersBy, address } }) => answersBy === 'mail' && address === null, 'To answer by mail the address of the list is needed.'],
]

const ofForums: readonly Lack[] = [
  [({ input: { url } }) => url === null, 'Say where the forum is read, as in https://forum.coop.example.'],
  [({ input: { answersBy } }) => answersBy === 'mail', 'A forum is answered by its API, by its reply address, or by hand.'],
  [({ input: { answersBy, profile } }) => answersBy !== 'hand' && profile !== 'discourse', 'Only Discourse is answered by API or by mail; other forums are answered by hand.'],
  [({ input: { answersBy, account }, hasApiKey }) => answersBy === 'api' && (!hasApiKey || account === null), 'To answer by the API its key is needed, and the name of the user it writes as.'],
  [given => !isHeard(given), 'Say how the forum’s messages reach us: an address of ours, the address it writes from, its List-Id, or an API key.'],
]

const isHeard = ({ input: { profile, recipient, address, listId }, hasApiKey }: Given) => profileOf(profile).published !== undefined || hasApiKey || [recipient, address, listId].some(way => way !== null)

/** What an input lacks to be of use, in a sentence that says what to do; undefined when it lacks nothing. */
export function lackOf(given: Given): string | undefined {
  const lacks = kindOf(given.input.profile) === 'list' ? ofLists : ofForums
  return lacks.find(([isLacking]) => isLacking(given))?.[1]
}
