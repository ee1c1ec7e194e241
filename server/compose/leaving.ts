import { ensureHosted, removedByHand } from '../adapters/alternc.sim-leaving.ts'
import type { Played } from '../adapters/workflow-ports.sim.ts'
import { hostingGoneProbe, hostingLeavingAction } from '../transfer/steps/actions/hosting-leaving.ts'
import type { HostingSteps } from '../transfer/steps/actions/hosting-world.ts'

/** A domain that leaves a hosting that is played: it has been there for years, and whoever was asked to take it away has done so when it is looked at again. */
export function playedLeaving(deskFor: HostingSteps['deskFor']): Played {
  const [action, probe, looks] = [hostingLeavingAction({ deskFor }), hostingGoneProbe({ deskFor }), new Map<string, number>()]
  return {
    actions: {
      async 'hosting.leaving'(call) {
        await ensureHosted((await deskFor(call)).provisioner, String(call.with['domain'] ?? ''))
        return action.ensure(call)
      },
    },
    probes: {
      async 'hosting.gone'(call) {
        const count = (looks.get(call.key) ?? 0) + 1
        looks.set(call.key, count)
        if (count > 1) await removedByHand((await deskFor(call)).provisioner, String(call.with['domain'] ?? ''))
        return probe.look(call)
      },
    },
  }
}
