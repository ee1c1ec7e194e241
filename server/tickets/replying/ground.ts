import type { Stale } from './contract.ts'

/** A message that came after the one who writes last looked. */
export type Unseen = { id: number, kind: 'incoming' | 'reply' | 'note', agentId: number | null, name: string, address: string, text: string, at: number }

const PREVIEW = 240

/** What is new for `me` on the ticket; undefined when nothing is. What one wrote oneself is no news. */
export function newsFor(me: number, version: number, unseen: readonly Unseen[]): Stale | undefined {
  const others = unseen.filter(({ agentId }) => agentId !== me)
  if (others.length === 0) return undefined
  return { version, news: others.map(({ id, kind, name, address, text, at }) => ({ id, kind, at, author: name || address, preview: previewOf(text) })) }
}

function previewOf(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/g, ' ').trim()
  return line.length > PREVIEW ? `${line.slice(0, PREVIEW - 1).toWellFormed().trimEnd()}…` : line
}
