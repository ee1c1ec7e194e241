import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { secretsOf } from '../../../platform/secrets.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { agree, fill, retry, tick, type At, type Decider } from '../../runs/actions/decide.ts'
import { runForJob } from '../../jobs/queries.ts'
import { humanActs, type HumanAct } from '../people.ts'
import type { Simulation } from './simulation.ts'
import { surely } from './surely.ts'

const { seal } = secretsOf('a simulation has no secrets')

/** Agents and members do what they are asked, those who look at this hour. Answers how much they did. */
export async function playPeople(simulation: Simulation, runIds: readonly number[], turn: number): Promise<number> {
  const { database, dice } = simulation
  let acts = 0
  for (const runId of runIds) {
    const run = await runForJob(database.reader, runId)
    if (!run) continue
    const definition = await definitionOf(database.reader, run.versionId)
    for (const act of humanActs({ definition, progress: run.progress, dice, run: `${runId} ${turn}` })) {
      if (await actAs(simulation, runId, act)) acts += 1
    }
  }
  return acts
}

/** One act, done again when the server dies over it. It may have been done all the same: then the second time is refused, as it is for people. */
async function actAs({ world }: Simulation, runId: number, act: HumanAct): Promise<boolean> {
  const at = { runId, path: act.path, round: act.round }
  const decider: Decider = act.who === 'member' ? { by: 'member', isMember: true } : { mayApprove: () => true }
  try {
    await surely(() => world.database.transaction(db => does[act.deed]({ db, now: world.clock(), actor: { kind: 'agent', id: 1 } }, { at, act, decider })))
    return true
  }
  catch (error) {
    if (error instanceof Refusal && error.code === 'conflict') return false
    throw error
  }
}

type Doing = { at: At, act: HumanAct, decider: Decider }

const does: Record<HumanAct['deed'], (context: Context, doing: Doing) => Promise<void>> = {
  fill: (context, { at, act, decider }) => fill(context, { ...at, values: act.values }, { seal, ...decider }),
  tick: (context, { at, decider }) => tick(context, { ...at, evidence: 'vu' }, decider),
  agree: (context, { at, decider }) => agree(context, at, decider),
  retry: (context, { at }) => retry(context, at),
}
