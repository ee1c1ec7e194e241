import { join } from 'node:path'
import { playedMail } from '../adapters/imap-copy.sim.ts'
import { worldsIn } from '../adapters/rehearsal-worlds.ts'
import { playedSites } from '../adapters/site.sim.ts'
import { playedParents } from '../adapters/transfer.sim.ts'
import { playedSurveys } from '../adapters/transfer.sim-survey.ts'
import { playedTogether, type Played } from '../adapters/workflow-ports.sim.ts'
import { sitePorts } from '../transfer/steps/actions/site.ts'
import { playedHosting } from './hosting.ts'
import { transferPlayed } from './transfer.ts'

/** What simulators play in rehearsals; those of one run share a world, which is kept in this folder. */
export function playedIn(folder: string): Played {
  const worlds = worldsIn(join(folder, 'worlds'))
  return playedTogether(playedHosting(folder), playedMail(worlds), playedParents(worlds), playedSurveys(worlds), playedSites(worlds, sitePorts), transferPlayed(worlds))
}
