import { z } from 'zod'
import type { ActionPort } from '../../../workflows/ports.ts'
import { MAIL_PLAN, MailGiven, plannedMail } from '../planned-mail.ts'
import { plannedZone, ZONE_PLAN } from '../planned-zone.ts'
import { Domain } from '../transfer-asked.ts'
import type { HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const Zone = z.object({ domain: Domain, zone: z.string().min(1, 'is empty: paste the zone as text').max(5_000_000), mail: z.boolean().default(false), web: z.boolean().default(false), redirect: z.string().max(2000).nullish() })

/** `zone.plan`: what becomes of a zone at our hosting; `mail` and `web` say what else comes, `redirect` where the site leads when it is nothing more. Changes nothing. */
export const zonePlanAction = ({ deskFor }: HostingSteps): ActionPort => ({
  takes: { needed: ['domain', 'zone'], optional: ['mail', 'web', 'redirect'] },
  gives: [...ZONE_PLAN, 'nameServers', 'mailHost', 'webAddresses'],
  async ensure(call) {
    const { domain, zone, mail, web, redirect } = asked(Zone, call.with)
    const { provisioner } = await deskFor(call)
    const { nameServers, mailHost, webAddresses } = await provisioner.health(call.signal)
    return { done: { ...plannedZone({ domain, text: zone, mail, web, redirect: redirect || null, hosting: { mailHost, webAddresses } }), nameServers: nameServers.map(name => name.replace(/\.$/, '')), mailHost, webAddresses } }
  },
})

/** `mail.plan`: the addresses of a domain, as the hosting is asked for them, from what Gandi has or what the member wrote down. Changes nothing. */
export const mailPlanAction = (): ActionPort => ({
  takes: { needed: ['domain'], optional: ['mailboxes', 'forwards', 'list', 'quotaMb'] },
  gives: MAIL_PLAN,
  ensure: call => Promise.resolve({ done: plannedMail(asked(MailGiven.extend({ domain: Domain }), call.with)) }),
})
