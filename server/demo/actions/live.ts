import { handle } from '../../outbox/actions/handle.ts'
import { takeIn } from '../../channels/reading/actions/take-in.ts'
import { sendMail } from '../../channels/sending/actions/send.ts'
import { FORUM, HOUSE, LIST, PLAYED_LIST } from '../places.ts'
import type { PlayedList, PlayedMail } from '../ports.ts'
import { answersToShow, answersToThank, demoMailsIn, demoSources, postsToDistribute, type Thankable } from '../queries.ts'
import { letterToList, postOnForum, saidId } from '../said-mail.ts'
import { lines, thanks } from '../said.ts'
import type { DemoWorld } from './load.ts'
import { handInCopies, say } from './say.ts'

/** How long the list takes, the one who asked needs to answer, and others to find words. */
export type Pace = { distributeMs: number, thankMs: number, lineMs: number }

const PACE: Pace = { distributeMs: 4000, thankMs: 25_000, lineMs: 4 * 60_000 }
const ONE_SERVER = { servers: 1, mode: 'send' } as const

type Living = { world: DemoWorld, pace: Pace, list: PlayedList, /** What the list is about to distribute to us. */ coming: { at: number, mails: readonly PlayedMail[] }[], nextLineAt: number }

/**
 * The demonstration lives while somebody looks at it: what agents say on its list is distributed, whoever asked thanks for it, and others speak from
 * time to time until all has been said. Everything comes by the simulators and the real intake. The answer does what is due now.
 */
export function liveDemo(world: DemoWorld, pace: Pace = PACE): () => Promise<void> {
  const living: Living = { world, pace, list: world.simulated.openList(PLAYED_LIST), coming: [], nextLineAt: world.clock().getTime() + pace.lineMs }
  return async () => {
    const sources = await demoSources(world.database.reader)
    if (!sources) return
    await distribute(living, sources.listId)
    await handIn(living)
    await show(living, sources.forumId)
    for (const answer of await answersToThank(world.database.reader, { ...sources, before: now(living) - pace.thankMs })) await thank(living, answer, sources.forumId)
    await speak(living, sources.forumId)
  }
}

const now = ({ world }: Living) => world.clock().getTime()

/** An answer to the list leaves for the simulated one, whatever servers there are: its address is nowhere. */
async function distribute(living: Living, listId: number) {
  const { world: { database, sending, simulated, clock }, list, coming, pace } = living
  for (const { id, agentId } of await postsToDistribute(database.reader, listId)) {
    const released = await database.transaction(db => handle({ db, now: clock(), actor: { kind: 'system', name: 'demo' } }, id, { handling: 'release', handler: { agentId, manages: true, replies: true, mailOut: ONE_SERVER } }))
      .then(() => true, () => false)
    if (!released) continue
    await sendMail({
      ...sending, mailOut: ONE_SERVER,
      async post(parcel) {
        const bytes = Buffer.concat(await Array.fromAsync(parcel.open() as AsyncIterable<Buffer>))
        coming.push({ at: now(living) + pace.distributeMs, mails: list.take({ from: parcel.from, to: parcel.to, bytes }).mails })
        return simulated.post(parcel)
      },
    }, id)
  }
}

/** What the list has distributed reaches us like any subscriber. */
async function handIn({ world, coming }: Living) {
  const at = world.clock().getTime()
  const due = coming.filter(one => one.at <= at)
  for (const one of due) {
    await handInCopies(world, one.mails, at)
    coming.splice(coming.indexOf(one), 1)
  }
}

/** What the forum has taken stands there a moment later, under the name that we have there. */
async function show({ world, pace }: Living, forumId: number) {
  const at = world.clock().getTime()
  for (const taken of await answersToShow(world.database.reader, { forumId, before: at - pace.distributeMs })) {
    const bytes = postOnForum({ ...taken, at, event: 'said', messageId: null, isOwn: true, author: { name: HOUSE.name, handle: FORUM.account ?? '' } })
    await takeIn(world, [{ bytes, source: 'forum', sourceId: forumId, envelope: null }])
  }
}

/** Whoever asked says that it helped, once in each discussion. */
async function thank(living: Living, answer: Thankable, forumId: number) {
  const { world, list } = living
  const { discussionId, title, requester, locale, threadKey, rfcId } = answer
  const id = saidId({ on: threadKey === null ? 'list' : 'forum', name: `merci-${discussionId}` })
  const known = await demoMailsIn(world.database.reader)
  if (known.has(id)) return
  const [at, text] = [now(living), thanks(locale, discussionId)]
  if (threadKey === null) {
    const bytes = letterToList({ author: { name: requester.name, address: requester.address }, title, text, id, answers: rfcId, at })
    await handInCopies(world, list.take({ from: requester.address, to: LIST.address ?? '', bytes }).mails, at)
    return
  }
  const bytes = postOnForum({ threadKey, postKey: `post/${50_000 + discussionId}`, title, text, at, event: 'said', messageId: id, author: { name: requester.name, handle: requester.handle } })
  await takeIn(world, [{ bytes, source: 'forum', sourceId: forumId, envelope: null }])
}

/** The next thing that nobody has said yet. */
async function speak(living: Living, forumId: number) {
  const { world, list, pace } = living
  if (now(living) < living.nextLineAt) return
  living.nextLineAt = now(living) + pace.lineMs
  const known = await demoMailsIn(world.database.reader)
  const said = lines.find(line => !known.has(saidId(line)))
  if (said) await say(world, { list, forumId }, { said, at: now(living) })
}
