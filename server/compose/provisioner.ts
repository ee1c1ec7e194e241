import { alternc } from '../adapters/alternc/provisioner.ts'
import { alterncSql } from '../adapters/alternc/sql.ts'
import { simulatedAlternc } from '../adapters/alternc.sim.ts'
import type { Provisioner } from '../provisioners/ports.ts'

const SIMULATOR = 'simulator'

/** The hosting that the configuration names, and what lets go of it; nothing without. Nothing is connected yet. */
export function provisionerBy(setting: string | undefined, clock: () => Date): { provisioner: Provisioner | undefined, close: () => Promise<void> } {
  const nothing = () => Promise.resolve()
  if (setting === undefined) return { provisioner: undefined, close: nothing }
  if (setting === SIMULATOR) return { provisioner: simulatedAlternc({ clock }), close: nothing }
  if (!setting.startsWith('mysql:')) return { provisioner: alternc(setting), close: nothing }
  const read = alterncSql(setting)
  return { provisioner: read, close: read.close }
}
