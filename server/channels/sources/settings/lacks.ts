import type { SourceInput } from '../contract.ts'
import { kindOf } from '../source.ts'

/** What an input lacks to be of use, in a sentence that says what to do; undefined when it lacks nothing. */
export function lackOf(input: SourceInput, { hasApiKey }: { hasApiKey: boolean }): string | undefined {
  const { profile, address, listId, recipient, url, account, answersBy } = input
  const isList = kindOf(profile) === 'list'
  const lacks: [boolean, string][] = [
    [isList && address === null && listId === null, 'Say where one writes to the list, or its List-Id: it is known by one of the two.'],
    [!isList && url === null, 'Say where the forum is read, as in https://forum.coop.example.'],
    [isList && (answersBy === 'api' || answersBy === 'reply-address'), 'A list is answered by mail, or by hand.'],
    [!isList && answersBy === 'mail', 'A forum is answered by its API, by its reply address, or by hand.'],
    [answersBy === 'mail' && address === null, 'To answer by mail the address of the list is needed.'],
    [profile !== 'discourse' && (answersBy === 'api' || answersBy === 'reply-address'), 'Only Discourse is answered by API or by mail; other forums are answered by hand.'],
    [answersBy === 'api' && (!hasApiKey || account === null), 'To answer by the API its key is needed, and the name of the user it writes as.'],
    [!isList && profile !== 'feed' && answersBy !== 'api' && recipient === null && address === null && listId === null && !hasApiKey, 'Say how the forum’s messages reach us: an address of ours, the address it writes from, its List-Id, or an API key.'],
  ]
  return lacks.find(([is]) => is)?.[1]
}
