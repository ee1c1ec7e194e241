import type { Browser, Page } from 'playwright-core'
import { agentPassword } from './installation.ts'

/** An open console, and what must not happen in it. */
export type OpenConsole = {
  page: Page
  /** Addresses of other sites that the page asked for. */
  foreign: string[]
  /** Errors in the page, and what its policy refused. */
  errors: string[]
  close: () => Promise<void>
}

// Cut connections are played on purpose; and a frame that refuses scripts says so when it is looked into.
const EXPECTED = /Failed to load resource|WebSocket connection|Blocked script execution in .*\/html[^']*' because the document's frame is sandboxed/

/** Opens the console as a person does: the page, the address, the password. */
export async function openConsole(browser: Browser, url: string, email: string): Promise<OpenConsole> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const [foreign, errors]: [string[], string[]] = [[], []]
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) foreign.push(request.url())
  })
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) errors.push(message.text())
  })
  await page.goto(url)
  await page.fill('#email', email)
  await page.fill('#password', agentPassword)
  await page.click('button[type=submit]')
  await page.waitForSelector('#email', { state: 'detached' })
  return { page, foreign, errors, close: () => context.close() }
}
