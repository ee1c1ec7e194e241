import type { World } from '../server/compose.ts'

/** Works when nobody is looking, until `signal` says to stop; then ends cleanly. */
export type Worker = (world: World, signal: AbortSignal) => Promise<void>
