import { z } from 'zod'
import type { ActionPort } from '../../../workflows/ports.ts'
import { byHand, MANUAL_ACTS, type ManualAct } from '../../gandi/by-hand.ts'
import { Domain, NameServers } from '../transfer-asked.ts'
import { asked } from '../../../workflows/asked.ts'

const About = z.object({ domain: Domain, nameServers: NameServers.nullish() })

/** `name-servers` as results write it: `nameServers`. */
const named = (act: ManualAct) => act.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())

/** `gandi.by-hand`: what a member clicks at Gandi for each act, for runs without a token: `words.unlock.how.fr`. Nobody is asked. */
export const byHandAction: ActionPort = {
  takes: { needed: ['domain'], optional: ['nameServers'] },
  gives: MANUAL_ACTS.map(named),
  ensure({ with: given }) {
    return Promise.resolve().then(() => {
      const { domain, nameServers } = asked(About, given)
      return { done: Object.fromEntries(MANUAL_ACTS.map(act => [named(act), byHand(act, { domain, nameServers: nameServers ?? [] })])) }
    })
  },
}
