import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import type { Result } from '../../../workflows/engine/progress.ts'
import { asked } from '../../../workflows/asked.ts'
import type { ActionPort, Call, Ports, ProbePort } from '../../../workflows/ports.ts'
import { lookAtSite, type Seen } from '../../site/actions/look.ts'
import { certified } from '../../site/certified.ts'
import { SITE_KINDS, sitePlan, targetOf } from '../../site/plan.ts'
import type { SiteWorld } from '../../site/ports.ts'
import { dateOf, Domain } from '../transfer-asked.ts'

const MOST_ADDRESSES = 4
const SEEN = ['why', 'status', 'url', 'at', 'title', 'opening', 'fr', 'en'] as const

/** The steps of a site's move that look at it. */
export const sitePorts = (world: SiteWorld): Ports => ({ actions: { 'site.look': lookAction(world) }, probes: { 'site.answers': siteProbe(world), 'site.certificate': certificateProbe(world) } })

const Asked = z.object({ domain: Domain, redirect: z.string().max(2000).nullish().transform(redirect => redirect || null) })

/** `site.answers`: passes once the site of a domain answers at our hosting, wherever its name leads in the world. With `redirect`: once it leads there. */
const siteProbe = (world: SiteWorld): ProbePort => ({
  takes: { needed: ['domain'], optional: ['redirect'] },
  gives: SEEN,
  async look(call) {
    const seen = await looked(world, call)
    return { passed: seen.why === 'fine', says: [seen.url, seen.at, seen.status ?? '', seen.en].filter(said => said !== '').join(' · '), result: resultOf(seen) }
  },
})

/** `site.look`: the same as an act that is over at once. `there`: whether the site answers; `fr` and `en` say what is the matter. */
const lookAction = (world: SiteWorld): ActionPort => ({
  takes: { needed: ['domain'], optional: ['redirect'] },
  gives: ['there', ...SEEN],
  async ensure(call) {
    const seen = await looked(world, call)
    return { done: { there: seen.why === 'fine', ...resultOf(seen) } }
  },
})

async function looked(world: SiteWorld, call: Call): Promise<Seen> {
  const { domain, redirect } = asked(Asked, call.with)
  return lookAtSite(world.askPageFor(call), { domain, redirect, addresses: await addressesOf(world, call), signal: call.signal })
}

async function addressesOf({ addressesFor }: SiteWorld, call: Call): Promise<readonly string[]> {
  const addresses = await addressesFor(call)
  if (addresses.length === 0) throw new Refusal('invalid', 'The hosting does not say where its web servers are: look at the site by hand, and skip the step with a word about it')
  return addresses.slice(0, MOST_ADDRESSES)
}

const resultOf = ({ why, status, url, at, title, opening, fr, en }: Seen): Result => ({ why, status, url, at, title, opening, fr, en }) satisfies Record<typeof SEEN[number], unknown>

const Kind = z.object({ domain: Domain, kind: z.enum(SITE_KINDS).nullish(), target: z.string().max(2000).nullish() })

/** `site.plan`: what becomes of a site of which its member said what it is, and where it leads if it is no more than that. Changes nothing. */
export const sitePlanAction = (): ActionPort => ({
  takes: { needed: ['domain'], optional: ['kind', 'target'] },
  gives: ['comes', 'copied', 'database', 'redirect', 'fr', 'en'],
  ensure(call) {
    const { domain, kind, target } = asked(Kind, call.with)
    const redirect = targetOf(target ?? '', domain)
    if (kind === 'redirection' && redirect === undefined) throw new Refusal('invalid', `target: say where ${domain} leads, as in https://example.org/page; to itself it cannot`)
    return Promise.resolve({ done: sitePlan(kind ?? 'stays', redirect ?? null) })
  },
})

const Certified = z.object({ domain: Domain })

/** `site.certificate`: passes once our servers show a trusted certificate in the name of the site (`www`, which the domain itself leads to), wherever its name leads in the world. */
const certificateProbe = (world: SiteWorld): ProbePort => ({
  takes: { needed: ['domain'] },
  gives: ['expires', 'issuer', 'names', 'fr', 'en'],
  async look(call) {
    const { domain } = asked(Certified, call.with)
    const askPage = world.askPageFor(call)
    const pages = await Promise.all((await addressesOf(world, call)).map(at => askPage({ url: `https://www.${domain}/`, at, signal: call.signal })))
    const { passed, certificate, fr, en } = certified(pages)
    const { expires = null, issuer = '', names = [] } = certificate ?? {}
    return { passed, says: `www.${domain}: ${en}`, result: { expires: dateOf(expires), issuer, names, fr, en } }
  },
})
