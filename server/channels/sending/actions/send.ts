import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { claimMail, type ClaimedMail } from '../../../outbox/actions/claim.ts'
import { keepBytes, settleDelivery, settleMail, stillOurs } from '../../../outbox/actions/settle.ts'
import type { MailAddress } from '../../../outbox/contract.ts'
import type { Letter } from '../../../outbox/outgoing.ts'
import { returnPathOf } from '../../../outbox/own-address.ts'
import type { MailOut } from '../../../outbox/release.ts'
import type { Blobs } from '../../../platform/blobs.ts'
import type { Database } from '../../../platform/db.ts'
import { isSystemFailure, Refusal } from '../../../platform/errors.ts'
import type { Log } from '../../../platform/log.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import type { Signer } from '../../../platform/signing.ts'
import { houseOf } from '../../mailboxes/queries.ts'
import type { Forum } from '../../sources/ports.ts'
import { composed } from '../letter.ts'
import type { ComposeMail, Parcel } from '../ports.ts'
import { failed } from './failed.ts'
import type { Post } from './post.ts'
import { takeToForum } from './take-to-forum.ts'

/** What sending needs of the world. */
export type SendingWorld = {
  database: Database
  blobs: Blobs
  secrets: Pick<Secrets, 'open'>
  signer: Signer
  clock: () => Date
  log: Log
  /** The name of this process: nobody else sends what it has claimed. */
  holder: string
  composeMail: ComposeMail
  post: Post
  /** How answers get to forums that take them by their API. */
  forum: Forum
  mailOut: MailOut
  /** How long a mail stays with a process that has died; it is prolonged well before its end. */
  claimMs?: number
}

const CLAIM_MS = 60_000

/** Sends one mail that is due, to every recipient who has not got it. Answers whether it was ours to send. */
export async function sendMail(world: SendingWorld, id: number): Promise<boolean> {
  const { database, clock, holder, mailOut, claimMs = CLAIM_MS } = world
  const claim = { holder, forMs: claimMs, mailOut }
  const mail = await database.transaction(db => claimMail({ db, now: clock() }, id, claim))
  if (!mail) return false
  const renewal = setInterval(() => {
    // A claim that cannot be prolonged is missed at the next recipient.
    database.transaction(db => stillOurs({ db, now: clock() }, id, claim)).catch(() => undefined)
  }, claimMs / 3)
  try {
    await end(world, mail, await attempt(world, mail))
    return true
  }
  finally {
    clearInterval(renewal)
  }
}

/** Hands the mail over for each recipient. Answers what of ours kept it from being handed over, or null. */
async function attempt(world: SendingWorld, mail: ClaimedMail): Promise<string | null> {
  try {
    const letter = JSON.parse(mail.sealed ? world.secrets.open(mail.letter) : mail.letter) as Letter
    if (mail.goesBy === 'api' && letter.post) {
      await takeToForum(world, mail, { text: letter.text, post: letter.post, forMs: world.claimMs ?? CLAIM_MS })
      return null
    }
    const { parcel, pathFor } = await prepared(world, mail, letter)
    for (const delivery of mail.deliveries) await deliver(world, mail, { ...parcel, ...delivery, from: pathFor(delivery.id) })
    return null
  }
  catch (error) {
    // Without the database or the disk nothing can be said; the claim ends by itself, and the mail is tried again.
    if (isSystemFailure(error) && !isMissing(error)) throw error
    world.log.error({ err: error, outboxId: mail.id }, 'A mail could not be composed')
    return sentenceOf(error)
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  return isMissing(error) ? 'A file that belongs to this mail is missing from the data directory.' : 'This mail could not be composed; the log of the worker says why.'
}

type Delivering = Omit<Parcel, 'to'> & { id: number, address: string }

/** One recipient: the outcome is committed before the next is tried. */
async function deliver(world: SendingWorld, mail: ClaimedMail, { id, address, ...parcel }: Delivering) {
  const { database, clock, holder, claimMs = CLAIM_MS, post } = world
  const ours = await database.transaction(db => stillOurs({ db, now: clock() }, mail.id, { holder, forMs: claimMs }))
  if (!ours) return
  const settled = await post({ ...parcel, to: address })
  await database.transaction(db => settleDelivery({ db, now: clock() }, { id, address, outboxId: mail.id }, settled))
}

async function end({ database, clock, holder }: SendingWorld, mail: ClaimedMail, failure: string | null) {
  const jitter = Math.random()
  await database.transaction(async (db) => {
    const context = { db, now: clock(), actor: { kind: 'system', name: 'outbox' } } as const
    const state = await settleMail(context, { ...mail, holder, failure, jitter })
    if (state === 'failed') await failed(context, mail)
  })
}

/** The bytes of the mail, made at the first attempt and the same at every other; and the return path of each recipient. */
async function prepared(world: SendingWorld, mail: ClaimedMail, letter: Letter) {
  const { database, signer } = world
  const house = await houseOf(database.reader, mail.mailboxId)
  const from = letter.from ?? house?.from
  if (!from) throw new Refusal('conflict', 'There is no mailbox to write this mail from: add one, or say under which address it writes.')
  const parcel = await bytesOf(world, mail, { ...letter, from })
  const back = { address: house?.bounceAddress ?? from.address, plusAddresses: house?.plusAddresses ?? true }
  return { parcel, pathFor: (deliveryId: number) => returnPathOf(back, { ticketId: mail.ticketId ?? 0, outboxId: mail.id, deliveryId }, signer) }
}

type Bytes = Pick<Parcel, 'size' | 'open'>

/** What holds a secret leaves no trace on the disk: it is written anew for each attempt, as of the first one. */
async function bytesOf(world: SendingWorld, mail: ClaimedMail, letter: Letter & { from: MailAddress }): Promise<Bytes> {
  const { blobs, signer, composeMail } = world
  for (const file of letter.files) await stat(blobs.pathOf(file.sha256))
  const compose = () => composeMail(composed(letter, { ...mail, house: letter.from, signer, now: new Date(mail.firstAttemptAt) }))
  if (mail.sealed) {
    const bytes = await buffer(await compose())
    return { size: bytes.length, open: () => Readable.from([bytes]) }
  }
  const sha256 = mail.rawSha256 ?? await kept(world, mail.id, await compose())
  return { size: (await stat(blobs.pathOf(sha256))).size, open: () => blobs.stream(sha256) }
}

async function kept({ database, blobs, clock }: SendingWorld, id: number, bytes: Readable): Promise<string> {
  const { sha256 } = await blobs.keepStream(bytes)
  await database.transaction(db => keepBytes({ db, now: clock() }, id, sha256))
  return sha256
}
