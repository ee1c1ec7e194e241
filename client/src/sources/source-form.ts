import { SourceInput, type AnswersBy, type ProfileName, type SourceKind, type SourceSettings, type SourceTested } from '../../../server/channels/sources/contract.ts'

/** The kinds of software, as they are offered. */
export const profiles = { list: ['sympa', 'mailman', 'list'], forum: ['discourse', 'phpbb', 'fluxbb', 'smf', 'bbpress', 'flarum', 'nodebb', 'feed'] } as const satisfies Record<SourceKind, ProfileName[]>

/** Whether this software runs lists or forums. */
export const kindOf = (profile: ProfileName): SourceKind => (profiles.list as readonly ProfileName[]).includes(profile) ? 'list' : 'forum'

/** What somebody has typed. Everything is a text, as fields have it; the secrets are null as long as nobody touches them. */
export type SourceForm = {
  name: string, profile: ProfileName, address: string, listId: string, recipient: string, url: string, mailboxId: string, account: string, answersBy: AnswersBy, answersTo: 'public' | 'private'
  mustAuthenticate: boolean, footer: string, categories: string, unansweredHours: string, apiKey: string | null, webhookSecret: string | null, active: boolean
}
export type Field = Exclude<keyof SourceForm, 'name' | 'profile' | 'answersBy' | 'answersTo' | 'active'>

/** How software of this kind can be answered, the best first. */
export function waysFor(profile: ProfileName): readonly AnswersBy[] {
  if (kindOf(profile) === 'list') return ['mail', 'hand']
  return profile === 'discourse' ? ['api', 'reply-address', 'hand'] : ['hand']
}

const ofMailedForum: readonly Field[] = ['url', 'address', 'recipient', 'listId', 'account', 'mustAuthenticate', 'categories', 'unansweredHours', 'footer']

/** Which fields mean something for it: nobody is asked for more. */
export function fieldsFor({ profile, answersBy }: Pick<SourceForm, 'profile' | 'answersBy'>): ReadonlySet<Field> {
  if (kindOf(profile) === 'list') return new Set<Field>(['address', 'listId', 'recipient', 'url', 'mustAuthenticate', 'unansweredHours', 'footer', ...answersBy === 'mail' ? ['mailboxId', 'account'] as const : []])
  if (profile === 'feed') return new Set<Field>(['url', 'account', 'categories', 'unansweredHours'])
  const more: readonly Field[] = profile !== 'discourse' ? [] : ['apiKey', 'webhookSecret', ...answersBy === 'reply-address' ? ['mailboxId'] as const : []]
  return new Set([...ofMailedForum, ...more])
}

const EMPTY: SourceForm = {
  name: '', profile: 'sympa', address: '', listId: '', recipient: '', url: '', mailboxId: '', account: '', answersBy: 'mail', answersTo: 'public',
  mustAuthenticate: true, footer: '', categories: '', unansweredHours: '', apiKey: null, webhookSecret: null, active: true,
}

/** The form of one that is new: what a tried message has told is filled in. */
export function newForm(tested?: Pick<SourceTested, 'profile' | 'proposed'>): SourceForm {
  if (!tested) return EMPTY
  const profile = tested.profile ?? EMPTY.profile
  const { listId, address, url } = tested.proposed
  return { ...EMPTY, profile, name: nameFrom({ profile, listId, url }), address: address ?? '', listId: listId ?? '', url: url ?? '', answersBy: waysFor(profile)[0] ?? 'hand' }
}

/** A list is called as it is before the first dot of its List-Id, a forum as its host is. */
function nameFrom({ profile, listId, url }: { profile: ProfileName, listId: string | null, url: string | null }): string {
  const first = listId?.split('.')[0] ?? ''
  if (kindOf(profile) === 'list') return first.charAt(0).toUpperCase() + first.slice(1)
  return (url === null ? '' : URL.parse(url)?.host) || first
}

/** The form of one that there is. */
export function formOf({ name, profile, address, listId, recipient, url, mailboxId, account, answersBy, answersTo, mustAuthenticate, footer, categories, unansweredHours, active }: SourceSettings): SourceForm {
  return {
    name, profile, answersBy, answersTo, mustAuthenticate, active, address: address ?? '', listId: listId ?? '', recipient: recipient ?? '', url: url ?? '', mailboxId: mailboxId === null ? '' : String(mailboxId), account: account ?? '',
    footer: footer ?? '', categories: categories.join('\n'), unansweredHours: unansweredHours === null ? '' : String(unansweredHours), apiKey: null, webhookSecret: null,
  }
}

export type Lack = 'known' | 'mail' | 'url' | 'key' | 'heard' | 'name' | 'form'
type Had = { hasApiKey: boolean }

/** What is sent of the form, or what it lacks to be of use. What means nothing for this software is left out. */
export function inputOf(form: SourceForm, had: Had): { input: SourceInput } | { lack: Lack } {
  const fields = fieldsFor(form)
  const said = (field: Field & keyof { [K in keyof SourceForm as SourceForm[K] extends string ? K : never]: 1 }) => fields.has(field) ? form[field].trim() : ''
  const hours = said('unansweredHours')
  const parsed = SourceInput.safeParse({
    name: form.name, profile: form.profile, answersBy: form.answersBy, answersTo: form.answersTo, active: form.active,
    address: said('address'), listId: said('listId').replace(/^.*<|>.*$/g, ''), recipient: said('recipient'), url: said('url'), account: said('account'), footer: said('footer'),
    mailboxId: said('mailboxId') === '' ? null : Number(form.mailboxId), mustAuthenticate: !fields.has('mustAuthenticate') || form.mustAuthenticate,
    categories: said('categories').split('\n').map(line => line.trim()).filter(Boolean), unansweredHours: hours === '' ? null : Number(hours),
    apiKey: fields.has('apiKey') ? form.apiKey : null, webhookSecret: fields.has('webhookSecret') ? form.webhookSecret : null,
  })
  if (form.name.trim() === '') return { lack: 'name' }
  if (!parsed.success) return { lack: 'form' }
  const lack = lackOf(parsed.data, had)
  return lack === undefined ? { input: parsed.data } : { lack }
}

/** The same that the server demands, in words the reader's language has. */
const lackOf = (input: SourceInput, had: Had): Lack | undefined => kindOf(input.profile) === 'list' ? lackOfList(input) : lackOfForum(input, had)

function lackOfList({ address, listId, answersBy }: SourceInput): Lack | undefined {
  if (address === null && listId === null) return 'known'
  return answersBy === 'mail' && address === null ? 'mail' : undefined
}

function lackOfForum({ profile, address, listId, recipient, url, answersBy, account, apiKey }: SourceInput, { hasApiKey }: Had): Lack | undefined {
  const hasKey = apiKey === null ? hasApiKey : apiKey !== ''
  if (url === null) return 'url'
  if (answersBy === 'api' && !(hasKey && account !== null)) return 'key'
  const isHeard = profile === 'feed' || hasKey || [address, listId, recipient].some(way => way !== null)
  return isHeard ? undefined : 'heard'
}
