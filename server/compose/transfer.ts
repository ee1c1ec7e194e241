import { gandi } from '../adapters/gandi.ts'
import { openprovider } from '../adapters/openprovider.ts'
import { pacing } from '../adapters/pacing.ts'
import { registriesByRdap } from '../adapters/rdap.ts'
import { manualRegistrar } from '../adapters/registrar-manual.ts'
import type { RehearsalWorlds } from '../adapters/rehearsal-worlds.ts'
import { playedTransfer } from '../adapters/transfer.sim.ts'
import type { Played } from '../adapters/workflow-ports.sim.ts'
import type { AskRegistry } from '../dns/ports.ts'
import type { Config } from '../platform/config.ts'
import type { RegistrarSetting } from '../platform/registrar-setting.ts'
import type { Registrar } from '../registrars/ports.ts'
import type { GandiWorld } from '../transfer/steps/actions/gandi-call.ts'
import { acceptAction, codeAction, mailboxPasswordAction, unlockAction } from '../transfer/steps/actions/gandi-leaving.ts'
import { inventoryAction, snapshotAction, tokenAction } from '../transfer/steps/actions/gandi-reading.ts'
import { byHandAction } from '../transfer/steps/actions/gandi-words.ts'
import { lowerTtlsAction, recordsAction, switchNameServersAction, unsignAction } from '../transfer/steps/actions/gandi-zone.ts'
import { arrivedProbe, checkAction, contactAction, followAction, orderAction, remindHolderAction, restartAction, settingsAction, type RegistrarWorld } from '../transfer/steps/actions/registrar.ts'
import { fundsProbe } from '../transfer/steps/actions/registrar-funds.ts'
import { askedForProbe, codeToLeaveAction, heldAction, leftProbe, letGoAction, lockAgainAction, nameServersAction, unlockOursAction } from '../transfer/steps/actions/registrar-leaving.ts'
import type { Ports } from '../workflows/ports.ts'

// Gandi allows many more; nobody is in a hurry.
const GANDI_PER_MINUTE = 30

type Parts = Pick<Config, 'registrar' | 'dataDir'> & { askRegistry?: AskRegistry }

/** The steps of a domain's transfer: at Gandi, and at our registrar. Nothing is asked before a step is. */
export function transferPorts({ registrar, dataDir, askRegistry = registriesByRdap({ dataDir }) }: Parts): Ports {
  return stepsOf({ openGandi: gandi({ pace: pacing(GANDI_PER_MINUTE) }), registrar: registrarBy(registrar, askRegistry), askRegistry })
}

/** The same steps, played in the worlds of rehearsals. */
export const transferPlayed = (worlds: RehearsalWorlds): Played => playedTransfer(worlds, stepsOf)

/** The registrar that the configuration names; without one, whatever it is, by hand. */
function registrarBy(setting: RegistrarSetting, askRegistry: AskRegistry): Registrar {
  if (setting.kind === 'openprovider') return openprovider(setting)
  return manualRegistrar({ name: setting.name, ianaId: setting.ianaId, askRegistry })
}

const stepsOf = (world: GandiWorld & RegistrarWorld): Ports => ({
  actions: {
    'gandi.token': tokenAction(world),
    'gandi.inventory': inventoryAction(world),
    'gandi.snapshot': snapshotAction(world),
    'gandi.lower-ttls': lowerTtlsAction(world),
    'gandi.records': recordsAction(world),
    'gandi.unsign': unsignAction(world),
    'gandi.switch-name-servers': switchNameServersAction(world),
    'gandi.unlock': unlockAction(world),
    'gandi.code': codeAction(world),
    'gandi.accept': acceptAction(world),
    'gandi.mailbox-password': mailboxPasswordAction(world),
    'gandi.by-hand': byHandAction,
    'registrar.check': checkAction(world),
    'registrar.contact': contactAction(world),
    'registrar.order': orderAction(world),
    'registrar.follow': followAction(world),
    'registrar.restart': restartAction(world),
    'registrar.remind-holder': remindHolderAction(world),
    'registrar.settings': settingsAction(world),
    'registrar.held': heldAction(world),
    'registrar.name-servers': nameServersAction(world),
    'registrar.unlock': unlockOursAction(world),
    'registrar.lock': lockAgainAction(world),
    'registrar.code': codeToLeaveAction(world),
    'registrar.let-go': letGoAction(world),
  },
  probes: { 'registrar.funds': fundsProbe(world), 'registrar.arrived': arrivedProbe(world), 'registrar.asked-for': askedForProbe(world), 'registrar.left': leftProbe(world) },
})
