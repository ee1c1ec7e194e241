import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { mailboxCalled } from '../channels/mailboxes/actions.ts'
import type { SourceSettings, SourceTested } from '../channels/sources/contract.ts'
import { sourceSettings } from '../channels/sources/queries.ts'
import { addSource, setSource } from '../channels/sources/settings/actions.ts'
import { tryOut } from '../channels/sources/trying/actions.ts'
import type { World } from '../compose.ts'
import { Refusal } from '../platform/errors.ts'
import { sourceIn, withSource, type SourceOptions } from './source-options.ts'
import { print, printJson, withWorld } from './terminal.ts'

type Json = { json?: boolean | undefined }

/** `permanence source add|set|list|test` */
export function sourceCommand(): Command {
  const source = new Command('source').description('the lists and forums that are followed')
  withSource(source.command('add <name>'))
    .description('follows one from now on')
    .option('--json', 'print one JSON object')
    .action(add)
  withSource(source.command('set <name>'))
    .description('sets it anew; what is not given stays, an empty word takes back')
    .option('--json', 'print one JSON object')
    .action(set)
  source.command('list')
    .description('shows them, and how they do')
    .option('--json', 'print one JSON object for each')
    .action(list)
  source.command('test [name]')
    .description('reads one message from standard input and says what is understood of it, and whether it is of the list or forum named; nothing is kept')
    .option('--json', 'print one JSON object')
    .action(test)
  return source
}

const contextOf = (world: World) => ({ now: world.clock(), actor: { kind: 'system', name: 'command line' } } as const)

async function called(world: World, name: string): Promise<SourceSettings> {
  const found = (await sourceSettings(world.database.reader)).find(one => one.name === name)
  if (!found) throw new Refusal('not-found', `There is no list or forum named “${name}”. \`permanence source list\` shows them.`)
  return found
}

/** The mailbox that is named; the empty word takes it back. */
async function mailboxOf(world: World, { mailbox }: SourceOptions): Promise<number | null | undefined> {
  if (mailbox === undefined || mailbox === '') return mailbox === '' ? null : undefined
  return (await mailboxCalled(world.database.reader, mailbox)).id
}

const DEFAULT_WAYS: Record<string, string> = { sympa: 'mail', mailman: 'mail', list: 'mail' }

async function add(name: string, { json, ...options }: Json & SourceOptions) {
  await withWorld(async (world) => {
    const input = await sourceIn({ name, answersBy: DEFAULT_WAYS[options.profile ?? ''] ?? 'hand' }, { ...options, mailboxId: await mailboxOf(world, options) })
    await world.database.transaction(db => addSource({ ...contextOf(world), db }, input, world.secrets))
    tellOf(await called(world, input.name), { json, words: `“${input.name}” is followed from now on.` })
  })
}

async function set(name: string, { json, ...options }: Json & SourceOptions) {
  await withWorld(async (world) => {
    const before = await called(world, name)
    const input = await sourceIn(before, { ...options, mailboxId: await mailboxOf(world, options) })
    await world.database.transaction(db => setSource({ ...contextOf(world), db }, { id: before.id, input }, world.secrets))
    tellOf(await called(world, name), { json, words: `“${name}” is changed.` })
  })
}

function tellOf(source: SourceSettings, { json, words }: Json & { words: string }) {
  if (json) printJson(source)
  else print(`${words}\n${lineOf(source)}`)
}

async function list({ json }: Json) {
  await withWorld(async ({ database }) => {
    const all = await sourceSettings(database.reader)
    for (const one of all) {
      if (json) printJson(one)
      else print(`${one.name}: ${one.discussions} discussions. ${healthOf(one)}\n${lineOf(one)}`)
    }
    if (all.length === 0 && !json) print('No list and no forum is followed yet. `permanence source add NAME` adds one.')
  })
}

function healthOf({ active, failure, checkedAt }: SourceSettings): string {
  if (!active) return 'Not followed any more.'
  return failure ?? (checkedAt === null ? 'Heard by mail, or not read yet.' : `Read at ${new Date(checkedAt).toISOString()}.`)
}

function lineOf({ profile, address, url, answersBy, answersTo, hasApiKey, hasWebhookSecret, categories, unansweredHours, mustAuthenticate, id }: SourceSettings): string {
  return [
    `  ${profile}`, ...[address, url].filter(Boolean), `answered by ${answersBy} (${answersTo})`, mustAuthenticate ? 'our mail server must vouch for it' : 'believed as it comes',
    ...hasApiKey ? ['has an API key'] : [], ...hasWebhookSecret ? [`has a webhook: /hooks/discourse/${id}`] : [],
    ...categories.length > 0 ? [`follows ${categories.join(', ')}`] : [], ...unansweredHours === null ? [] : [`questions become work after ${unansweredHours} hours`],
  ].join(', ')
}

async function test(name: string | undefined, { json }: Json) {
  await withWorld(async (world) => {
    if (name !== undefined) await called(world, name)
    const tested = await tryOut({ db: world.database.reader, parser: world.parser }, await buffer(process.stdin))
    if (json) printJson(tested)
    else print(understood(tested).join('\n'))
    if (name !== undefined && tested.source?.name !== name) throw new Refusal('invalid', `This message is not known to be of “${name}”.`)
  })
}

const OUTCOMES: Record<SourceTested['outcome'], string> = {
  taken: 'would be put on a ticket', forged: 'would be refused: our own mail server does not vouch for it', service: 'is the software’s own word, and would be filed as such', own: 'is ours, coming back', unread: 'is of no list or forum that is followed',
}

function understood({ source, outcome, profile, trust, author, title, words, ...more }: SourceTested): string[] {
  const rest = Object.entries({ service: more.service, thread: more.threadKey, post: more.postKey, category: more.category, url: more.postUrl, 'reply address': more.replyAddress, ...source ? {} : more.proposed })
  return [
    `${source ? `“${source.name}”` : 'A message'}: it ${OUTCOMES[outcome]}.`,
    `  written by ${profile ?? 'no software that we know'}, trust: ${trust}`,
    `  author: ${author?.name ?? ''} ${author?.handle ? `(${author.handle}) ` : ''}${author?.address ? `<${author.address}>` : ''}`.trimEnd(),
    `  title: ${title}`,
    ...rest.filter(([, value]) => value !== null).map(([label, value]) => `  ${label}: ${String(value)}`),
    ...words.split('\n').slice(0, 20).map(line => `  | ${line}`),
  ]
}
