import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { change } from '../../../tickets/actions/change.ts'
import { blockersOf } from '../../../tickets/blockers/queries.ts'
import { StatusRequest, type TicketStatus } from '../../../tickets/contract.ts'
import { clocksAt } from '../../../tickets/status.ts'
import type { Ticket } from '../../../tickets/ticket.ts'
import type { ActionPort, Call } from '../../ports.ts'
import { once, ticketOf, type OwnWorld } from './once.ts'

/** `ticket.status`: says where the run's ticket stands. It overrules nothing else that keeps the ticket open; taken back, the ticket stands as before if nobody has moved it since. */
export const statusAction = (world: OwnWorld): ActionPort => ({
  takes: { needed: ['status'] },
  gives: ['status', 'before'],
  async ensure(call) {
    const read = StatusRequest.shape.status.safeParse(call.with['status'])
    if (!read.success) throw new Refusal('invalid', `There is no such status: ${StatusRequest.shape.status.options.join(', ')}`)
    const status = read.data
    const done = await once(world, call.key, async (context) => {
      const ticket = await ticketOf(context, call)
      if (status === 'solved' || status === 'closed') await refuseOthers(context, ticket, call)
      await move(context, ticket, status)
      return { status, before: ticket.status }
    })
    return { done }
  },
  async undo(call) {
    const { status, before } = call.result
    const former = StatusRequest.shape.status.safeParse(before === 'new' ? 'open' : before)
    if (!former.success) return
    await once(world, `${call.key}/undo`, async (context) => {
      const ticket = await ticketOf(context, call)
      if (ticket.status === status) await move(context, ticket, former.data)
      return {}
    })
  },
})

/** The run itself keeps its ticket open, and may close it; another may not be closed upon. */
async function refuseOthers({ db }: Context, { id }: Ticket, { run }: Call) {
  const others = (await blockersOf(db, id)).filter(({ kind, refersTo }) => kind !== 'run' || refersTo !== run.id)
  if (others.length > 0) throw new Refusal('conflict', `This ticket is kept open: ${others.map(({ says }) => says).join(', ')}. Retry once that is over, or skip the step`)
}

async function move(context: Context, ticket: Ticket, status: TicketStatus) {
  if (ticket.status === status) return
  await change(context, ticket, { ...ticket, status, ...clocksAt(status, ticket, context.now.getTime()) })
  await log(context, { did: 'ticket.status-changed', ticketId: ticket.id, from: ticket.status, to: status })
}
