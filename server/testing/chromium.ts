import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** The Chromium of this machine; undefined when there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.PERMANENCE_TEST_CHROMIUM, ...PLACES].find(place => place !== undefined && existsSync(place))
}

/** Starts Chromium with an empty profile that asks nothing of the network by itself; `more`: what else it is told. */
export async function startChromium(...more: string[]): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('Chromium is not installed.')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-default-apps', ...more],
  })
  // Only a test that fails waits this long.
  browser.on('context', context => context.setDefaultTimeout(90_000))
  return browser
}
