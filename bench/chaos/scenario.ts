import type { Engine } from '../stores.ts'
import type { Flow } from './flow.ts'
import type { World } from './world.ts'

/** How long and how often: `whole` for the command, `small` for the tests. */
export type Scale = 'whole' | 'small'

/** Something that goes wrong while mail comes in and answers go out. It must end with everything in working order again. */
export type Scenario = {
  name: string
  /** What goes wrong, in a sentence. */
  what: string
  engines: readonly Engine[]
  flow: (scale: Scale, mails: number) => Flow
  /** Where the data directory is to be, when that matters; or why it cannot be played on this machine. */
  ground?: () => Promise<Ground | string>
  play: (world: World, scale: Scale) => Promise<void>
  /** What must last until everything has come to rest, and no longer. */
  ending?: (world: World) => void
}

/** A place for the data directory that is prepared and removed with its scenario. */
export type Ground = { dataDir: string, remove: () => Promise<void> }
