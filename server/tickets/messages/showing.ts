import { MOST_PICTURES, remotePicture } from '../pictures/remote.ts'
import { linkNote } from './links.ts'
import type { Attributes, RewriteHtml } from './rewriting.ts'
import { words, type Language } from './words.ts'

/** How a message is shown: in which language its links are explained, whether what it asks of elsewhere is fetched, and which of its attachments stands behind each content id. */
export type Showing = { messageId: number, language: Language, withPictures: boolean, inside: ReadonlyMap<string, number> }

/**
 * The HTML of a message as its reader may see it: links say where they go, pictures come from us or not at all, and what
 * only tells its sender that it was read is gone.
 */
export function shownHtml(html: string, rewrite: RewriteHtml, showing: Showing): string {
  let remote = 0
  return rewrite(html, {
    link: (attributes, text) => shownLink(attributes, text, showing.language),
    picture: (attributes) => {
      const asked = remotePicture(attributes)
      if (!asked) return insidePicture(attributes, showing)
      remote += 1
      if (asked.isTracker) return {}
      return showing.withPictures && remote <= MOST_PICTURES ? { ...bare(attributes), src: `/api/messages/${showing.messageId}/pictures/${remote}` } : { ...bare(attributes), class: 'blocked' }
    },
  })
}

function shownLink({ href, ...attributes }: Attributes, text: string, language: Language): Attributes {
  const note = href === undefined ? null : linkNote(href, text)
  if (!note) return attributes
  const { address, goesTo, warning } = note
  return {
    ...attributes,
    href: address,
    title: address,
    ...(warning === null ? {} : { 'data-warning': words[language][warning](goesTo ?? '') }),
    ...(warning !== null || goesTo === null ? {} : { 'data-to': goesTo }),
  }
}

function insidePicture(attributes: Attributes, { messageId, inside }: Showing): Attributes {
  const source = attributes['src'] ?? ''
  if (!/^cid:/i.test(source)) return attributes
  const attachmentId = inside.get(contentIdIn(source))
  return attachmentId === undefined ? bare(attributes) : { ...bare(attributes), src: `/api/messages/${messageId}/attachments/${attachmentId}/picture` }
}

/** RFC 2392: the content id of a part, percent-encoded. */
function contentIdIn(source: string): string {
  try {
    return decodeURIComponent(source.slice(4))
  }
  catch {
    return source.slice(4)
  }
}

function bare({ 'src': _, 'data-src': _address, 'data-hidden': _hidden, ...attributes }: Attributes): Attributes {
  return attributes
}
