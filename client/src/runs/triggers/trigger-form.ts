import type { AskedField } from '../../../../server/workflows/contract.ts'
import type { Trigger, TriggerConditions } from '../../../../server/workflows/triggers/contract.ts'

/** Where a field of the start comes from: what the ticket says, always the same, an expression, or nowhere. */
export const origins = ['address', 'name', 'subject', 'reference', 'value', 'expression', 'none'] as const
export type Origin = typeof origins[number]
export type Filling = { from: Origin, text: string }
/** A rule as it is being written; `arrives` is `any`, `channel:…` or `source:ID`. */
export type TriggerForm = { workflow: string, arrives: string, words: string, start: Record<string, Filling> }

const ofTicket = (path: string) => `ticket.${path}`
const OF_TICKET: Partial<Record<Origin, string>> = { address: ofTicket('requester.address'), name: ofTicket('requester.name'), subject: ofTicket('subject'), reference: ofTicket('reference') }

/** The expression that fills a field; undefined where nothing does. A text of one's own is written as one, whatever stands in it. */
export function expressionOf({ from, text }: Filling): string | undefined {
  if (from === 'none' || (OF_TICKET[from] === undefined && text.trim() === '')) return undefined
  if (from === 'expression') return text.trim()
  return from === 'value' ? JSON.stringify(text.trim()) : OF_TICKET[from]
}

const PLAIN = /^"(?:[^"\\\n]|\\["\\])*"$/

/** The other way round: an expression as somebody would have chosen it. */
export function fillingOf(expression: string | undefined): Filling {
  if (expression === undefined) return { from: 'none', text: '' }
  const known = origins.find(origin => OF_TICKET[origin] === expression)
  if (known) return { from: known, text: '' }
  return PLAIN.test(expression) ? { from: 'value', text: JSON.parse(expression) as string } : { from: 'expression', text: expression }
}

/** The words that are looked for, as they are written with commas between them. */
export const wordsIn = (text: string): string[] => [...new Set(text.split(/[,;\n]/).map(word => word.trim()).filter(word => word !== ''))]

function arrivesBy({ channel, sourceId }: TriggerConditions): string {
  if (sourceId !== null) return `source:${sourceId}`
  return channel === null ? 'any' : `channel:${channel}`
}

/** A rule that there is, to be changed; or a new one. */
export const formOf = (trigger?: Trigger): TriggerForm => trigger
  ? { workflow: trigger.workflow, arrives: arrivesBy(trigger.conditions), words: trigger.conditions.words.join(', '), start: Object.fromEntries(Object.entries(trigger.start).map(([name, expression]) => [name, fillingOf(expression)])) }
  : { workflow: '', arrives: 'any', words: '', start: {} }

/** What is most likely meant for a field that nobody has said anything of. */
export function likelyFilling({ type, name }: Pick<AskedField, 'type' | 'name'>): Filling {
  const from = type === 'email' ? 'address' : type === 'text' && /name|nom/i.test(name) ? 'name' : type === 'text' || type === 'long' ? 'subject' : type === 'choice' || type === 'yes' ? 'value' : 'none'
  return { from, text: '' }
}

export type Told = { input: { conditions: { channel: string | null, sourceId: number | null, words: string[] }, start: Record<string, string> } } | { lack: 'workflow' | 'condition' | 'word' | 'start' }

/** What the server is told, or what is missing still. */
export function toldBy({ workflow, arrives, words: written, start }: TriggerForm, fields: readonly AskedField[]): Told {
  if (workflow === '') return { lack: 'workflow' }
  const [kind, value = ''] = arrives.split(':')
  const words = wordsIn(written)
  if (kind === 'any' && words.length === 0) return { lack: 'condition' }
  if (words.some(word => word.length < 2)) return { lack: 'word' }
  const expressions = fields.flatMap(({ name }) => {
    const expression = expressionOf(start[name] ?? { from: 'none', text: '' })
    return expression === undefined ? [] : [[name, expression] as const]
  })
  const given = new Set(expressions.map(([name]) => name))
  if (fields.some(({ name, required }) => required && !given.has(name))) return { lack: 'start' }
  return { input: { conditions: { channel: kind === 'channel' ? value : null, sourceId: kind === 'source' ? Number(value) : null, words }, start: Object.fromEntries(expressions) } }
}
