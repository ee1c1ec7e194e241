import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

// What is still fading in has other colours than those it will have. Said as a text: the types of the server know no document.
const AT_REST = 'Promise.all(document.getAnimations().filter(one => one.effect?.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => undefined))).then(() => undefined)'

/** What axe finds to say about the page as it stands, once nothing moves any more; messages in their frames apart, which others wrote. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AT_REST)
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
