import { takeIn, type TakingIn } from '../../channels/reading/actions/take-in.ts'
import type { Intake } from '../../channels/mail/intake.ts'
import { HOUSE, people } from '../places.ts'
import type { PlayedList, PlayedMail } from '../ports.ts'
import { letterToList, postOnForum, saidId } from '../said-mail.ts'
import type { Said } from '../said.ts'

/** Where things are said. */
export type Places = { list: PlayedList, forumId: number }

/** Hands in what a list distributes to us. */
export async function handInCopies(taking: TakingIn, mails: readonly PlayedMail[], deliveredAt: number): Promise<readonly Intake[]> {
  const ours = mails.filter(({ to }) => to === HOUSE.address)
  return takeIn(taking, ours.map(({ bytes, from, to }) => ({ bytes, source: 'demo', envelope: { from, to: [to] }, deliveredAt })))
}

/** Somebody says it, by the list or on the forum; through the whole intake. */
export async function say(taking: TakingIn, { list, forumId }: Places, { said, at }: { said: Said, at: number }): Promise<readonly Intake[]> {
  const author = people[said.by]
  const id = saidId(said)
  if (said.on === 'list') {
    const bytes = letterToList({ author, title: said.title, text: said.text, id, answers: said.answers ?? null, at })
    return handInCopies(taking, list.take({ from: author.address, to: 'entraide@listes.demo.example', bytes }).mails, at)
  }
  const bytes = postOnForum({ threadKey: `topic/${said.topic}`, postKey: `post/${said.post}`, title: said.title, text: said.text, at, event: said.event ?? 'said', messageId: id, author })
  return takeIn(taking, [{ bytes, source: 'forum', sourceId: forumId, envelope: null, deliveredAt: at }])
}
