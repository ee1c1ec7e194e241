import { prepareInstallation, signIn } from '../server/testing/installation.ts'
import { COMMON, RARE } from './fill.ts'
import { percentile, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

const EMAIL = 'alice@coop.example'
const LIST_MS = 50
const SEARCH_MS = 100

const LISTS: Record<string, string> = {
  'to take': '/tickets?status=new,open&assignee=none',
  'mine': '/tickets?status=new,open,waiting,on-hold&assignee=me',
  'waiting': '/tickets?status=waiting',
  'all open, oldest first': '/tickets?status=new,open,waiting,on-hold&sort=oldest',
  'closed': '/tickets?status=closed',
  'closed, one channel': '/tickets?status=closed&channel=forum',
  'closed, one forum': '/tickets?status=closed&source=2',
  'everything': '/tickets',
  'counts': '/tickets/counts',
}

const SEARCHES: Record<string, string> = {
  'rare word': RARE,
  'common word': COMMON,
  'two words': `certificat ${COMMON}`,
  'phrase': '"quota dépassé"',
  'beginning of a word': 'assoc',
  'without accents': 'evenement reponse',
  'address': 'exemple.example',
  'common word among the new': `${COMMON}&status=new`,
}

type Request = { what: string, path: string, bar: number }

/** The list, its counts and the search over HTTP, as consoles ask for them, at each size. */
export async function list(stores: Stores, { sizes, times }: { sizes: number[], times: number }): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    for (const engine of ENGINES) figures.push(...await atSize(stores, engine, { size, times }))
  }
  return figures
}

async function atSize(stores: Stores, engine: Engine, { size, times }: { size: number, times: number }): Promise<Figure[]> {
  const installation = prepareInstallation({ env: (await stores.filled(engine, size)).env })
  try {
    installation.addAgent(`${EMAIL.replace('@', `+${size}@`)}`)
    const { url } = await installation.serve('--workers', 'none')
    const cookie = await signIn(url, `${EMAIL.replace('@', `+${size}@`)}`)
    const ask = async (path: string) => {
      const response = await fetch(`${url}/api${path}`, { headers: { cookie } })
      const text = await response.text()
      if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text}`)
      return JSON.parse(text) as { next?: string | null, tickets?: unknown[] }
    }
    const figures: Figure[] = []
    for (const { what, path, bar } of await requests(ask)) {
      const p95 = percentile(await timed(() => ask(path), times), 0.95)
      figures.push({ bench: 'list', what: `${nameOf(engine)}, ${size} tickets: ${what}, p95`, value: p95, unit: 'ms', bar: `< ${bar} ms`, good: p95 < bar })
    }
    return figures
  }
  finally {
    await installation.remove()
  }
}

async function requests(ask: (path: string) => Promise<{ next?: string | null, tickets?: unknown[] }>): Promise<Request[]> {
  const far = await deepPage(ask)
  const found = await ask(`/tickets?text=${RARE}`)
  if (found.tickets?.length === 0) console.error('The rare word was not found: its figure says little.')
  return [
    ...Object.entries(LISTS).map(([what, path]) => ({ what, path, bar: LIST_MS })),
    ...far === undefined ? [] : [{ what: 'closed, a page far down', path: far, bar: LIST_MS }],
    ...Object.entries(SEARCHES).map(([what, text]) => {
      const [words = '', more] = text.split('&')
      return { what: `search, ${what}`, path: `/tickets?text=${encodeURIComponent(words)}${more ? `&${more}` : ''}`, bar: SEARCH_MS }
    }),
  ]
}

async function deepPage(ask: (path: string) => Promise<{ next?: string | null }>): Promise<string | undefined> {
  let path = '/tickets?status=closed'
  for (let page = 0; page < 10; page++) {
    const { next } = await ask(path)
    if (!next) return undefined
    path = `/tickets?status=closed&cursor=${encodeURIComponent(next)}`
  }
  return path
}

async function timed(act: () => Promise<unknown>, times: number): Promise<number[]> {
  for (let warming = 0; warming < 3; warming++) await act()
  const samples: number[] = []
  for (let index = 0; index < times; index++) {
    const begun = performance.now()
    await act()
    samples.push(performance.now() - begun)
  }
  return samples
}
