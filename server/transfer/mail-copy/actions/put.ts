import { flagText, settable, systemOnly } from '../flags.ts'
import type { Fate, Left } from '../copy.ts'
import type { Entered, MailDestination, Spooled } from '../ports.ts'

/** A message with its text, on its way into the folder that was entered. */
export type Putting = { row: Left, body: Uint8Array | Spooled, entered: Entered }

const sizeOf = (body: Putting['body']) => body instanceof Uint8Array ? body.length : body.size

/** Puts a message there with its flags and its date. Answers what became of it; `full` when there is no room for it. */
export async function put(destination: MailDestination, { row, body, entered }: Putting): Promise<Fate | 'full'> {
  const flags = settable(row.flags.split(' '), entered.permanentFlags)
  const appending = { body, deliveredAt: row.deliveredAt }
  let given = flags
  let appended = await destination.append({ ...appending, flags })
  if ('refused' in appended && appended.refused === 'unwanted' && systemOnly(flags).length < flags.length) {
    given = systemOnly(flags)
    appended = await destination.append({ ...appending, flags: given })
  }
  if ('uid' in appended) return { id: row.id, state: 'copied', destinationUid: appended.uid, size: sizeOf(body), given: flagText(given) }
  if (appended.refused === 'full') return 'full'
  const why = appended.refused === 'too-large' ? 'the destination takes no message so large' : 'the destination refuses it'
  return { id: row.id, state: 'failed', reason: appended.says === '' ? why : `${why}: ${appended.says}` }
}
