import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { InvalidArgumentError, type Command } from 'commander'
import { AnswersBy, ProfileName, SourceInput } from '../channels/sources/contract.ts'
import { Refusal } from '../platform/errors.ts'

/** What a list or a forum is set to, as said on the command line. */
export type SourceOptions = {
  profile?: string, address?: string, listId?: string, recipient?: string, url?: string, mailbox?: string, account?: string, answersBy?: string, answersTo?: string
  authenticate?: boolean, footerFile?: string, category?: string[], unansweredHours?: string, active?: boolean, apiKeyStdin?: boolean, webhookSecretStdin?: boolean
}

const collect = (value: string, before: string[] = []) => value === '' ? [] : [...before, value]

/** Adds the options that say how a list or a forum is known, read and answered. */
export const withSource = (command: Command): Command => command
  .option('--profile <software>', `what runs it: ${ProfileName.options.join(', ')}`)
  .option('--address <address>', 'of a list where one writes to; of a forum from where it writes')
  .option('--list-id <name>', 'what stands between < and > in its List-Id')
  .option('--recipient <address>', 'an address of ours that its mail comes to, and no other mail')
  .option('--url <url>', 'where it is read: the forum, the archive of the list, the feed')
  .option('--mailbox <name>', 'by which mailbox we write there')
  .option('--account <name>', 'how we are called there: a user of the forum, the subscribed address of the list')
  .option('--answers-by <way>', AnswersBy.options.join(', '))
  .option('--answers-to <whom>', 'public or private: who reads an answer unless its author says otherwise')
  .option('--authenticate', 'our own mail server must vouch for its mail')
  .option('--no-authenticate', 'it need not')
  .option('--footer-file <path>', 'a file with the words that it adds under every message')
  .option('--category <name>', 'a category of the forum that is followed; may be said several times, and the empty word follows all', collect)
  .option('--unanswered-hours <n>', 'a question becomes work once nobody has answered it for so many hours; the empty word: at once')
  .option('--active', 'follow it')
  .option('--no-active', 'do not follow it any more')
  .option('--api-key-stdin', 'read its API key from a line of standard input; an empty line takes it away')
  .option('--webhook-secret-stdin', 'the same for the secret of its webhook, on the line after the key if both are given')

/** The secrets that standard input gives, a line each: on the command line everybody would see them. */
async function secretsIn({ apiKeyStdin, webhookSecretStdin }: SourceOptions) {
  if (!apiKeyStdin && !webhookSecretStdin) return {}
  const lines = (await text(process.stdin)).split('\n').map(line => line.trim())
  return { ...apiKeyStdin ? { apiKey: lines.shift() ?? '' } : {}, ...webhookSecretStdin ? { webhookSecret: lines.shift() ?? '' } : {} }
}

function textIn(path: string): string {
  if (path === '') return ''
  try { return readFileSync(path, 'utf8').trimEnd() }
  catch (error) { throw new Refusal('invalid', `--footer-file: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`) }
}

const hoursOf = (written: string) => {
  if (written !== '' && !/^\d{1,4}$/.test(written)) throw new InvalidArgumentError('--unanswered-hours is a number of hours')
  return written === '' ? null : Number(written)
}

const withoutUndefined = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** What is set anew: `before`, with what the options say. */
export async function sourceIn(before: Record<string, unknown>, options: SourceOptions & { mailboxId?: number | null | undefined }): Promise<SourceInput> {
  const { profile, address, listId, recipient, url, mailboxId, account, answersBy, answersTo, authenticate, footerFile, category, unansweredHours, active } = options
  const said = withoutUndefined({
    profile, address, listId, recipient, url, mailboxId, account, answersBy, answersTo, active, mustAuthenticate: authenticate, categories: category,
    footer: footerFile === undefined ? undefined : textIn(footerFile), unansweredHours: unansweredHours === undefined ? undefined : hoursOf(unansweredHours),
  })
  const read = SourceInput.safeParse({ ...before, ...said, ...await secretsIn(options) })
  if (read.success) return read.data
  throw new Refusal('invalid', read.error.issues.map(({ path, message }) => `${OPTIONS[String(path[0])] ?? String(path[0])}: ${message}`).join('; '))
}

const OPTIONS: Record<string, string> = {
  name: 'the name', profile: '--profile', address: '--address', listId: '--list-id', recipient: '--recipient', url: '--url', account: '--account', answersBy: '--answers-by', answersTo: '--answers-to',
  footer: '--footer-file', categories: '--category', unansweredHours: '--unanswered-hours', apiKey: '--api-key-stdin', webhookSecret: '--webhook-secret-stdin',
}
