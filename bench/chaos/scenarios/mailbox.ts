import { setTimeout as wait } from 'node:timers/promises'
import { mayBeGone } from '../book.ts'
import type { Scenario } from '../scenario.ts'
import type { World } from '../world.ts'

const usual = { engines: ['sqlite', 'mysql'], flow: (scale, mails) => scale === 'whole' ? { mails, large: 1, answers: mails / 12, forMs: 14_000 } : { mails, large: 0, answers: 5, forMs: 3000 } } satisfies Partial<Scenario>

/** The mail server dies and comes back. */
export const mailboxRestarted: Scenario = {
  ...usual,
  name: 'mailbox-restarted',
  what: 'Dovecot dies in the middle of reading and comes back, several times',
  async play({ stage: { dovecot }, pause }, scale) {
    for (let times = 0; times < (scale === 'whole' ? 4 : 2); times += 1) {
      await pause(500, 2500)
      await dovecot.kill()
      await pause(100, 1500)
      await dovecot.restart()
    }
  },
}

/** After it the server numbers everything anew. */
export const renumbered: Scenario = {
  ...usual,
  name: 'renumbered',
  what: 'Dovecot forgets its UIDs: another UIDVALIDITY, in the middle of reading, with a worker killed meanwhile',
  async play({ stage: { dovecot }, user, crew, pause }, scale) {
    for (let times = 0; times < (scale === 'whole' ? 3 : 1); times += 1) {
      await pause(1500, 3000)
      await dovecot.renewUidValidity(user)
      if (times > 0) await crew.kill('mail-in')
    }
  },
}

/** Somebody else removes mails. */
export const expunged: Scenario = {
  ...usual,
  name: 'expunged',
  what: 'another program removes mails from the mailbox, read ones and unread ones',
  async play(world, scale) {
    for (let times = 0; times < (scale === 'whole' ? 10 : 2); times += 1) {
      await world.pause(300, 1200)
      await expungeSome(world)
    }
  },
}

async function expungeSome({ stage: { dovecot }, user, random, book }: World) {
  const uids = await dovecot.uids(user)
  const chosen = uids.filter((_, index) => index > uids.length - 15 ? random.chance(0.4) : random.chance(0.02))
  if (chosen.length === 0) return
  // Nobody knows whether they were read in time: they may be missing, and must not be there twice.
  for (const id of await dovecot.messageIds(user, chosen)) mayBeGone(book, id)
  await dovecot.expunge(user, chosen)
}

/** Nobody closes a connection, nobody says a word. Longer than the longest patience of ours with a server: a minute. */
const SILENCE_MS = 65_000

/** The world outside stands still. */
export const silence: Scenario = {
  ...usual,
  name: 'silence',
  what: 'Dovecot is frozen and the mail server says nothing any more, both for longer than our patience',
  flow: (_, mails) => ({ mails: mails / 2, large: 0, answers: 40, forMs: 8000 }),
  async play({ stage: { dovecot, sink }, pause, random }) {
    await pause(1500, 3000)
    dovecot.pause()
    sink.manners.data = () => random.chance(0.7) ? 'silent' : undefined
    await wait(SILENCE_MS)
    delete sink.manners.data
    dovecot.resume()
  },
}
