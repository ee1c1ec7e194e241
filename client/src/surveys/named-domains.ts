/** Where nobody moves a domain from: providers whose names stand in everybody's addresses. */
const PROVIDERS = new Set(['gmail.com', 'googlemail.com', 'outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'live.fr', 'yahoo.com', 'yahoo.fr', 'orange.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'laposte.net', 'icloud.com', 'me.com', 'protonmail.com', 'proton.me', 'gandi.net', 'ovh.net', 'ovh.com'])
const NAME = /(?<![\p{L}\p{N}@._-])(?:https?:\/\/)?(?:[\p{L}\p{N}._%+-]+@)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24})(?![\p{L}\p{N}])/giu
/** What looks like the name of a file. */
const FILE = /\.(?:pdf|docx?|odt|ods|xlsx?|png|jpe?g|gif|zip|txt|csv|html?|php|eml|ics|js|css)$/i
const MOST = 6
const MOST_TEXT = 200_000

/** The domains that are named in texts, the most often named first, without those of great providers. */
export function namedDomains(texts: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const [, found = ''] of texts.join('\n').slice(0, MOST_TEXT).matchAll(NAME)) {
    const name = found.toLowerCase().replace(/^www\./, '')
    if (!FILE.test(name) && !PROVIDERS.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name).slice(0, MOST)
}
