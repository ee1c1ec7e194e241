import type { ParsedMail } from '../../understanding/message.ts'
import { allCarried } from '../carried.ts'
import type { Profile } from '../profile.ts'
import { readList } from './list.ts'

const SAYS_SO = ['x-sympa-to', 'x-sympa-topic', 'x-original-dkim-signature', 'x-validation-by']

/** Sympa 6. */
export const sympa: Profile = { name: 'sympa', kind: 'list', isMadeBy, read: readList }

/** Its name stands in the addresses of its web pages; without those, the numbers and the loop that it writes are its own. */
function isMadeBy(mail: ParsedMail): boolean {
  if (SAYS_SO.some(name => allCarried(mail, name).length > 0)) return true
  if (['list-help', 'list-unsubscribe', 'list-archive', 'archived-at', 'list-owner'].some(name => allCarried(mail, name).some(value => /\/sympa\/|mailto:sympa@/i.test(value)))) return true
  const has = (name: string) => allCarried(mail, name).length > 0
  return has('x-loop') && (has('x-sequence') || has('x-no-archive') || allCarried(mail, 'sender').some(value => /-request@/i.test(value)))
}
