import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { Page } from 'playwright-core'
import { buildClient } from '../server/commands/build-client.ts'
import { startChromium } from '../server/testing/chromium.ts'
import { openConsole } from '../server/testing/console.ts'
import { startDovecot, type DovecotServer } from '../server/testing/dovecot.ts'
import { prepareInstallation } from '../server/testing/installation.ts'
import { percentile, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

const EMAIL = 'alice@coop.example'
const BAR_MS = 1000

/** From a mail delivered to Dovecot until it is seen on an open console; and, beside it, until Dovecot tells a bare client. */
export async function arrival(stores: Stores, mails: number): Promise<Figure[]> {
  await buildClient(text => console.error(text))
  const dovecot = await startDovecot()
  const browser = await startChromium()
  try {
    const figures: Figure[] = []
    for (const engine of ENGINES) {
      const installation = prepareInstallation({ env: (await stores.make(engine, 0)).env })
      try {
        installation.addAgent(EMAIL)
        installation.run(['mailbox', 'add', dovecot.url(engine), '--from', 'all'])
        const opened = await openConsole(browser, (await installation.serve()).url, EMAIL)
        figures.push(...await watch(engine, { dovecot, page: opened.page, mails }))
        await opened.close()
      }
      finally {
        await installation.remove()
      }
    }
    return figures
  }
  finally {
    await browser.close()
    await dovecot.stop()
  }
}

/** Resolves when the text is on the screen. Locators look again every half second only, so the page itself watches. */
function painted(page: Page, text: string): Promise<unknown> {
  return page.evaluate(`new Promise((resolve) => {
    const wanted = ${JSON.stringify(text)}
    const look = () => {
      if (!document.body.innerText.includes(wanted)) return
      watching.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(resolve))
    }
    const watching = new MutationObserver(look)
    watching.observe(document.body, { subtree: true, childList: true, characterData: true })
  })`)
}

async function watch(engine: Engine, { dovecot, page, mails }: { dovecot: DovecotServer, page: Page, mails: number }): Promise<Figure[]> {
  const client = new ImapFlow({ host: dovecot.host, port: dovecot.port, secure: false, doSTARTTLS: false, auth: { user: engine, pass: 'password' }, logger: false })
  await client.connect()
  await client.mailboxOpen('INBOX')
  void client.idle()
  const [seen, told]: [number[], number[]] = [[], []]
  for (let index = 0; index < mails; index++) {
    // Not in step with anybody's polling.
    await wait(500 + (index * 137) % 700)
    const subject = `Arrivée ${index} sur ${engine}`
    const painting = painted(page, subject)
    const begun = performance.now()
    const telling = new Promise<void>(resolve => client.once('exists', () => { told.push(performance.now() - begun); resolve() }))
    dovecot.deliver(engine, `From: Zoé Membre <zoe${index}@asso.example>\r\nTo: support@coop.example\r\nSubject: ${subject}\r\nMessage-ID: <${engine}-${index}@mail.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour, la boîte ${index} ne répond plus.\r\n`)
    await painting
    seen.push(performance.now() - begun)
    await telling
  }
  await client.logout()
  const figure = (what: string, value: number): Figure => ({ bench: 'arrival', what: `${nameOf(engine)}: ${what}`, value, unit: 'ms' })
  const p95 = percentile(seen, 0.95)
  return [
    figure('Dovecot tells a bare client, p95', percentile(told, 0.95)),
    figure('mail to screen, p50', percentile(seen, 0.5)),
    { ...figure('mail to screen, p95', p95), bar: `< ${BAR_MS} ms`, good: p95 < BAR_MS },
  ]
}
