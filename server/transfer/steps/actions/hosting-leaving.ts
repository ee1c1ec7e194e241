import { z } from 'zod'
import { asked } from '../../../workflows/asked.ts'
import type { ActionPort, ProbePort } from '../../../workflows/ports.ts'
import { HOSTED, hostedResult, nothingHosted } from '../hosting-leaving.ts'
import { Domain } from '../transfer-asked.ts'
import type { HostingSteps } from './hosting-world.ts'

type Hosted = Pick<HostingSteps, 'deskFor'>
const About = z.object({ domain: Domain })

/** `hosting.leaving`: what ends with a domain that leaves our hosting, in words, and its zone as text to take along. Changes nothing. */
export const hostingLeavingAction = ({ deskFor }: Hosted): ActionPort => ({
  takes: { needed: ['domain'] },
  gives: HOSTED,
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const { provisioner } = await deskFor(call)
    const [ours, [owner]] = [await provisioner.health(call.signal), await provisioner.find({ domain }, call.signal)]
    return { done: owner ? hostedResult(await provisioner.read(owner.id, call.signal), domain, ours) : nothingHosted(ours) }
  },
})

/** `hosting.gone`: nobody has the domain at our hosting any more. */
export const hostingGoneProbe = ({ deskFor }: Hosted): ProbePort => ({
  takes: { needed: ['domain'] },
  gives: [],
  async look(call) {
    const { domain } = asked(About, call.with)
    const { provisioner } = await deskFor(call)
    const [owner] = await provisioner.find({ domain }, call.signal)
    return { passed: !owner, says: owner ? `${owner.login} still has it` : 'nobody has it any more', result: {} }
  },
})
