import type { Attributes, RewriteHtml } from '../messages/rewriting.ts'

/** A picture that a message asks of elsewhere. A tracker is one that nobody could see: it only tells its sender that the message was read. */
export type RemotePicture = { address: string, isTracker: boolean }

const TINY = /^\s*[01](\.\d+)?\s*(px|pt|%)?\s*(!important)?\s*$/i
const TINY_STYLE = /(^|;)\s*(max-)?(width|height)\s*:\s*[01](\.\d+)?(px|pt|em)?\s*(!important)?\s*(;|$)/i

/** What this picture asks of elsewhere, if it does. `data-hidden` is what the sanitiser says of one that its own style or what is around it hides. */
export function remotePicture(attributes: Attributes): RemotePicture | null {
  const { 'data-src': source, 'data-hidden': hidden, width = '', height = '', style = '' } = attributes
  if (source === undefined) return null
  const address = source.startsWith('//') ? `https:${source}` : source
  return { address, isTracker: hidden !== undefined || TINY.test(width) || TINY.test(height) || TINY_STYLE.test(style) }
}

/** What follows in one message is never shown: nobody needs it, and each costs. */
export const MOST_PICTURES = 500

/** All that a message asks of elsewhere, in its order: the n-th is the n-th for as long as the message is kept. */
export function remotePictures(html: string, rewrite: RewriteHtml): RemotePicture[] {
  const found: RemotePicture[] = []
  rewrite(html, {
    link: attributes => attributes,
    picture: (attributes) => {
      const picture = remotePicture(attributes)
      if (picture && found.length < MOST_PICTURES) found.push(picture)
      return {}
    },
  })
  return found
}
