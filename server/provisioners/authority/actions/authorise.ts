import type { Db } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { mayTouch, type Asked } from '../claims.ts'
import { claimsOn } from '../store.ts'

/** Refuses unless this person has proved that the account is theirs. Whatever changes an account that was there before asks here first. */
export async function authorise(db: Db, asked: Asked, at: number) {
  if (!mayTouch(asked, await claimsOn(db, asked), at)) {
    throw new Refusal('forbidden', 'Nobody has proved yet that this account belongs to whoever asks: send the code to its registered address, or say how you checked', { accountId: asked.accountId })
  }
}
