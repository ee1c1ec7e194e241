import { askSitePage } from '../adapters/site-page.ts'
import { Refusal } from '../platform/errors.ts'
import type { HostingDesk } from '../provisioners/ports.ts'
import { sitePorts } from '../transfer/steps/actions/site.ts'
import type { Ports } from '../workflows/ports.ts'

/** The steps that look at a site where our hosting says that its web servers are, and nowhere else. */
export function siteWorkflowPorts({ provisioner, isThere }: HostingDesk): Ports {
  const askPage = askSitePage()
  return sitePorts({
    async addressesFor({ signal }) {
      if (!await isThere()) throw new Refusal('invalid', 'No hosting is connected to this installation: look at the site by hand, and skip the step with a word about it')
      return (await provisioner.health(signal)).webAddresses
    },
    askPageFor: () => askPage,
  })
}
