import type { Question } from '../../../dns/answer.ts'
import type { DnsRecord } from '../../../dns/record.ts'
import { Refusal } from '../../../platform/errors.ts'
import { authorise } from '../../../provisioners/authority/actions/authorise.ts'
import { checkCode } from '../../../provisioners/authority/actions/check-code.ts'
import { readyCode, sendCode, type Proving } from '../../../provisioners/authority/actions/send-code.ts'
import { noteMade } from '../../../provisioners/authority/actions/vouch.ts'
import type { Account } from '../../../provisioners/hosting.ts'
import { requesterOf } from '../../../provisioners/panel/queries.ts'
import type { HostingDesk, Provisioner } from '../../../provisioners/ports.ts'
import type { Result } from '../../../workflows/engine/progress.ts'
import { once } from '../../../workflows/own/actions/once.ts'
import type { Call } from '../../../workflows/ports.ts'

/** Asks one name server by its name; throws when it does not answer. */
export type AskNameServer = (server: string, question: Question, signal: AbortSignal) => Promise<{ code: string, authoritative: boolean, answers: DnsRecord[] }>

/** Whose account it is, for the steps of a run. */
export type Authority = {
  /** Refuses unless the requester of the run has proved the account. */
  authorise: (call: Call, accountId: string) => Promise<void>
  /** The account was made by this run. */
  noteMade: (call: Call, account: Account) => Promise<void>
  /** Answers until when the code is good. */
  sendCode: (call: Call, accountId: string) => Promise<number>
  /** Refuses a code that does not fit. */
  checkCode: (call: Call, accountId: string, code: string) => Promise<void>
  /** What the first attempt at this act saw, for those that come after it. */
  remember: (call: Call, what: string, see: () => Promise<Result>) => Promise<Result>
}

/** What steps about the hosting work with. */
export type HostingSteps = {
  deskFor: (call: Call) => Promise<{ provisioner: Provisioner, askNameServer: AskNameServer }>
  authority: Authority
  /** The name servers that the registry names for a domain now; absent where nobody can be asked. */
  namedAbove?: NamedAbove
}
export type NamedAbove = (domain: string, signal: AbortSignal) => Promise<string[]>

const ACTOR = { kind: 'system', name: 'workflows' } as const

/** The hosting of this installation, for runs that are meant. */
export function hostingSteps({ hosting, askNameServer, namedAbove, ...world }: Omit<Proving, 'provisioner'> & { hosting: HostingDesk | undefined, askNameServer: AskNameServer, namedAbove: NamedAbove }): HostingSteps {
  const { database, clock } = world

  async function desk() {
    if (!hosting || !await hosting.isThere()) throw new Refusal('invalid', 'No hosting is connected to this installation: do it by hand, and skip the step with a word about it')
    return hosting.provisioner
  }
  async function asked({ run }: Call, accountId: string) {
    if (run.ticketId === null) throw new Refusal('conflict', 'This run has no ticket, and so nobody who could own an account: start it on a ticket')
    const [{ name: provisioner }, requester] = [await desk(), await requesterOf(database.reader, run.ticketId)]
    if (requester.address === '') throw new Refusal('conflict', 'Nobody knows the address of whoever asks on this ticket: an account cannot be theirs')
    return { claim: { provisioner, accountId, requester: requester.address }, requester }
  }
  const place = ({ run }: Call) => ({ ticketId: run.ticketId, runId: run.id })

  return {
    deskFor: async () => ({ provisioner: await desk(), askNameServer }),
    namedAbove,
    authority: {
      authorise: async (call, accountId) => authorise(database.reader, (await asked(call, accountId)).claim, clock().getTime()),
      async noteMade(call, account) {
        const { claim } = await asked(call, account.id)
        const [id = 0] = await world.ids(1)
        await once({ database, clock }, `${call.key}#made`, async (context) => {
          await noteMade(context, { ...claim, ...place(call), id, login: account.login })
          return {}
        })
      },
      async sendCode(call, accountId) {
        const { requester: { name, address, reference, locale } } = await asked(call, accountId)
        const proving = { ...world, provisioner: await desk() }
        const ready = await readyCode(proving, { accountId, requester: address, name: name || address, reference, locale, ...place(call) })
        const { until } = await once({ database, clock }, call.key, async context => ({ until: await sendCode(context, proving, ready) }))
        return Number(until)
      },
      async checkCode(call, accountId, code) {
        const { claim } = await asked(call, accountId)
        await checkCode(world, { ...claim, code, actor: ACTOR })
      },
      async remember(call, what, see) {
        const seen = await see()
        return once({ database, clock }, `${call.key}#${what}`, () => Promise.resolve(seen))
      },
    },
  }
}
