import { z } from 'zod'
import { newToken } from '../../../platform/secrets.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import { AccountId } from '../hosting-given.ts'
import type { HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const Given = z.object({ account: AccountId, address: z.string().trim().toLowerCase().regex(/^[^\s@]+@[^\s@]+$/, 'must be an address') })

/** `hosting.mailbox-password`: gives a mailbox a new password, sealed, for its mail to be copied with and its member to be handed. Each attempt makes another one; the last is that of the result. */
export const mailboxPasswordAction = ({ deskFor, authority }: HostingSteps): ActionPort => ({
  takes: { needed: ['account', 'address'] },
  gives: ['password'],
  secrets: ['password'],
  async ensure(call) {
    const { account, address } = asked(Given, call.with)
    await authority.authorise(call, account)
    const { provisioner } = await deskFor(call)
    const [local = '', domain = ''] = address.split('@')
    // As most panels want it: capitals, digits and a sign, and long enough.
    const password = `${newToken().slice(0, 20)}-A7`
    await provisioner.apply(account, { do: 'password', domain, local }, { password: { plain: password }, signal: call.signal })
    return { done: {}, secrets: { password } }
  },
})
