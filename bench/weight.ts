import type { Request } from 'playwright-core'
import { buildClient } from '../server/commands/build-client.ts'
import { startChromium } from '../server/testing/chromium.ts'
import { openConsole } from '../server/testing/console.ts'
import { prepareInstallation } from '../server/testing/installation.ts'
import type { Figure } from './report.ts'
import type { Stores } from './stores.ts'

const EMAIL = 'alice@coop.example'
const BAR_KB = 250

/** The JavaScript that a browser with an empty cache loads, as it travels, until the list can be used. */
export async function weight(stores: Stores): Promise<Figure[]> {
  await buildClient(text => console.error(text))
  const browser = await startChromium()
  const installation = prepareInstallation({ env: (await stores.filled('sqlite', 1_000)).env })
  try {
    installation.addAgent(EMAIL)
    const { url } = await installation.serve('--workers', 'none')
    const state = await stateOf(await openConsole(browser, url, EMAIL))

    const context = await browser.newContext({ locale: 'fr-FR', storageState: state })
    const page = await context.newPage()
    const finished: Request[] = []
    page.on('requestfinished', request => finished.push(request))
    await page.goto(url)
    await page.locator('[href*="/tickets/"], li a').first().waitFor()
    const byType = new Map<string, number>()
    for (const request of finished.splice(0)) {
      const { responseBodySize } = await request.sizes()
      byType.set(request.resourceType(), (byType.get(request.resourceType()) ?? 0) + responseBodySize)
    }
    await context.close()
    const kilobytes = (type: string) => (byType.get(type) ?? 0) / 1000
    const script = kilobytes('script')
    return [
      { bench: 'weight', what: 'JavaScript until the list can be used', value: script, unit: 'kB', bar: `< ${BAR_KB} kB`, good: script > 0 && script < BAR_KB },
      { bench: 'weight', what: 'styles', value: kilobytes('stylesheet'), unit: 'kB' },
      { bench: 'weight', what: 'fonts', value: kilobytes('font'), unit: 'kB' },
    ]
  }
  finally {
    await browser.close()
    await installation.remove()
  }
}

async function stateOf({ page, close }: Awaited<ReturnType<typeof openConsole>>) {
  const state = await page.context().storageState()
  await close()
  return state
}
