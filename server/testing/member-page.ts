import type { Locator, Page } from 'playwright-core'

/** The private page of a run for its member, as somebody uses it on a phone. */
export type MemberPage = {
  page: Page
  open: () => Promise<void>
  /** How many things it asks now, as far as it was opened. */
  asks: () => Promise<number>
  /** Answers the first thing that it asks and answers its title; what has no example and no need is left empty. */
  answer: (typed?: Readonly<Record<string, string>>) => Promise<string>
  /** What is wrong with the page by itself: it would have to be pushed sideways, or something failed in it. */
  faults: string[]
}

const EXAMPLE = /(?:Par exemple|For example)\s*:\s*([\s\S]+)$/
const BY_TYPE: Readonly<Record<string, string>> = { email: 'claire@pieds.example', url: 'https://pieds.example', date: '1970-05-12' }

/** The page at `url`, on this phone. */
export function memberPageOn(page: Page, url: string): MemberPage {
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => void (message.type() === 'error' && faults.push(message.text())))
  page.on('response', response => void (response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`)))
  const width = page.viewportSize()?.width ?? 0
  const fits = async () => {
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (wide !== width) faults.push(`${wide} wide: ${await page.locator('h2').first().innerText()}`)
  }
  const articles = page.locator('article.ask')

  return {
    page, faults,
    open: async () => {
      await page.goto(url)
      await fits()
    },
    asks: () => articles.count(),
    answer: async (typed = {}) => {
      const article = articles.first()
      const title = await article.locator('h3').innerText()
      for (const field of await article.locator('.field').all()) await fillIn(field, typed)
      await article.locator('button.primary').tap()
      await page.locator('.notice').waitFor()
      await fits()
      return title
    },
  }
}

type Asked = { name: string, tag: string, type: string, required: boolean, mode: string }

/** Fills in one field by its kind: with what is given for its name, else with its own example. */
async function fillIn(field: Locator, typed: Readonly<Record<string, string>>) {
  const one = field.locator('input, select, textarea').first()
  const asked = await one.evaluate(({ name, tagName, type, required, inputMode }: { name: string, tagName: string, type: string, required: boolean, inputMode: string }): Asked => ({ name: name.replace(/^v_/, ''), tag: tagName, type, required, mode: inputMode }))
  const given = typed[asked.name]
  if (asked.type === 'radio') return (given === undefined ? one : field.locator(`[value="${given}"]`)).check()
  if (asked.tag === 'SELECT') return void await one.selectOption(given ?? { index: 1 })
  const words = given ?? await exampleOf(field) ?? plausible(asked)
  if (words) await one.fill(words)
}

const exampleOf = async (field: Locator) => EXAMPLE.exec((await field.locator('.hint').allInnerTexts())[0] ?? '')?.[1]?.trim()

const plausible = ({ type, required, mode }: Asked) => required ? BY_TYPE[type] ?? (mode === 'decimal' ? '3' : 'MOT-SECRET') : ''
