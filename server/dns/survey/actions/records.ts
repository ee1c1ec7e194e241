import { randomBytes } from 'node:crypto'
import type { DnsServer } from '../../answer.ts'
import type { DnsRecord } from '../../record.ts'
import type { ServerFacts, ZoneFacts } from '../facts.ts'
import { knownNames, namesOf, namesSpokenOf, wildcardProbe, type Wanted } from '../known-names.ts'
import { bounded, differing, found, highestTtl, isMadeBySigning, together, wildcardRecords, withoutWildcard, type Told } from '../records.ts'
import { servingOnes, type Heard } from '../servers.ts'
import type { Asker } from './asking.ts'

const MOST_COMPARED = 6
const MOST_TRANSFERS = 2
// As many names as known ones: no server is asked more than a few hundred times.
const MOST_NAMES = 150

export type FoundRecords = Pick<ZoneFacts, 'records' | 'whole' | 'differing' | 'highestTtl'>

/** Finds what a zone holds: all of it where a server gives it, otherwise what is at names that are usually there, and `more`. All servers are asked, and compared. */
export async function findRecords(asker: Asker, domain: string, { servers, more = [] }: { servers: readonly ServerFacts[], more?: readonly string[] }): Promise<FoundRecords> {
  const serving = servingOnes(servers).slice(0, MOST_COMPARED)
  const zone = await wholeZone(asker, domain, serving)
  const { records: all, told } = zone ? { records: zone, told: await askEverybody(asker, serving, namesOf(zone, MOST_NAMES)) } : await knownRecords(asker, domain, { serving, more })
  const records = bounded(all)
  return { records, whole: zone !== null && records.length === all.length, differing: differing(told), highestTtl: highestTtl(records) }
}

async function wholeZone({ transfer }: Asker, domain: string, serving: readonly ServerFacts[]): Promise<DnsRecord[] | null> {
  for (const { address } of serving.filter(({ tcp }) => tcp).slice(0, MOST_TRANSFERS)) {
    const records = await transfer(domain, { address })
    if (records) return together(records.filter(({ type }) => !isMadeBySigning(type)))
  }
  return null
}

async function knownRecords(asker: Asker, domain: string, { serving, more }: { serving: readonly ServerFacts[], more: readonly string[] }): Promise<{ records: DnsRecord[], told: Told[] }> {
  const label = `nobody-${randomBytes(8).toString('hex')}`
  const known = knownNames(domain, more)
  const [told, anywhere] = await Promise.all([askEverybody(asker, serving, known), askEverybody(asker, serving, [wildcardProbe(domain, label)])])
  const further = await askEverybody(asker, serving, namesSpokenOf(domain, found(domain, told), known))
  const wildcard = wildcardRecords(domain, label, found(domain, anywhere))
  return { records: together([...withoutWildcard(domain, wildcard, found(domain, [...told, ...further])), ...wildcard]), told: [...told, ...further] }
}

async function askEverybody(asker: Asker, serving: readonly ServerFacts[], wanted: readonly Wanted[]): Promise<Told[]> {
  return (await Promise.all(serving.flatMap(server => wanted.map(one => askName(asker, server, one))))).flat()
}

/** Asks one type after the other; a name that does not exist has none. */
async function askName(asker: Asker, server: ServerFacts, { name, types }: Wanted): Promise<Told[]> {
  const told: Told[] = []
  for (const type of types) {
    const { answer } = await askServing(asker, { name, type }, server)
    if (!answer) continue
    told.push({ server: server.address, name, type, answer })
    if (answer.code === 'NXDOMAIN') break
  }
  return told
}

/** By UDP; by TCP where that gives nothing: servers that are asked much at a time let datagrams fall. */
async function askServing({ ask }: Asker, question: { name: string, type: string }, { address, udp, tcp }: ServerFacts): Promise<Heard> {
  const server: DnsServer = { address }
  const heard: Heard = udp ? await ask(question, server) : { answer: null, why: 'unasked' }
  return heard.answer || !tcp ? heard : ask(question, server, { over: 'tcp' })
}
