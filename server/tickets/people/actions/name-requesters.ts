import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { placeAt } from '../../replying/public-places.ts'
import { ourAddresses, publicPlaces } from '../../replying/queries.ts'
import { welcome } from '../../replying/store.ts'
import { lockTicket } from '../../store.ts'
import { askedByHandle, hasWritten, participantsAt, removeParticipants, saveRequester } from '../store.ts'

type User = { sourceId: number, handle: string, address: string }

/** Whoever asked by this name at a forum has this address: they take part in their tickets and can be answered in private. Answers the tickets, those left out that an agent has given to somebody else. */
export async function nameRequesters(context: Context, { sourceId, handle, address }: User): Promise<number[]> {
  const { db } = context
  if ((await ourAddresses(db)).has(address.toLowerCase())) throw new Refusal('invalid', 'This is our own address: a person has another one')
  if (placeAt(address, await publicPlaces(db))) throw new Refusal('invalid', 'This is the address of a list or a forum: everybody would read what is meant for one person')
  const theirs = (await askedByHandle(db, { sourceId, handle })).filter(ticket => ticket.address === '')
  for (const { id, name } of theirs) {
    if (!await lockTicket(db, id)) continue
    await welcome(db, { ticketId: id, sideId: null }, [{ address, name }])
    await becomes(context, id, { address, name })
  }
  return theirs.map(({ id }) => id)
}

/** It was somebody else: those of their tickets that have this address lose it, and nobody of it takes part who has not written there. Answers the tickets. */
export async function unnameRequesters(context: Context, { sourceId, handle, address }: User): Promise<number[]> {
  const { db } = context
  const theirs = (await askedByHandle(db, { sourceId, handle })).filter(ticket => ticket.address.toLowerCase() === address.toLowerCase())
  for (const { id, name } of theirs) {
    if (!await lockTicket(db, id)) continue
    if (!await hasWritten(db, id, address)) await removeParticipants(db, (await participantsAt(db, id, address)).filter(({ sideId }) => sideId === null).map(one => one.id))
    await becomes(context, id, { address: '', name })
  }
  return theirs.map(({ id }) => id)
}

async function becomes(context: Context, ticketId: number, requester: { address: string, name: string }) {
  await saveRequester(context.db, ticketId, requester)
  await log(context, { did: 'ticket.requester-changed', ticketId })
  await record(context, { type: 'ticket.requester-changed', ticketId })
}
