import type { Ports } from '../../../workflows/ports.ts'
import { checkCodeAction, hostingAccountAction, sendCodeAction } from './hosting-account.ts'
import { hostingAppliedProbe } from './hosting-applied.ts'
import { hostingGoneProbe, hostingLeavingAction } from './hosting-leaving.ts'
import { hostingPlanAction, hostingProvisionAction } from './hosting-provision.ts'
import { hostingSurveyAction } from './hosting-survey.ts'
import { mailboxPasswordAction } from './hosting-password.ts'
import type { HostingSteps } from './hosting-world.ts'
import { siteAccessAction } from './hosting-site.ts'
import { mailPlanAction, zonePlanAction } from './planning.ts'
import { sitePlanAction } from './site.ts'

/** What workflows can do at the hosting. */
export const hostingPorts = (steps: HostingSteps): Ports => ({
  actions: {
    'hosting.survey': hostingSurveyAction(steps), 'hosting.leaving': hostingLeavingAction(steps), 'hosting.account': hostingAccountAction(steps), 'hosting.plan': hostingPlanAction(steps), 'hosting.provision': hostingProvisionAction(steps),
    'hosting.mailbox-password': mailboxPasswordAction(steps), 'zone.plan': zonePlanAction(steps), 'mail.plan': mailPlanAction(), 'site.plan': sitePlanAction(),
    'hosting.site-access': siteAccessAction(steps),
    'account.send-code': sendCodeAction(steps), 'account.check-code': checkCodeAction(steps),
  },
  probes: { 'hosting.applied': hostingAppliedProbe(steps), 'hosting.gone': hostingGoneProbe(steps) },
})
