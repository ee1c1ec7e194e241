import type { RemotePicture } from '../pictures/remote.ts'
import type { Showing } from './showing.ts'

/** Makes the HTML of messages fit to be shown. What is long is read apart, so that nobody else waits for it. */
export interface MessageHtml {
  /** The HTML of a message as its reader may see it. */
  shown(html: string, showing: Showing): Promise<string>
  /** All that it asks of elsewhere, in its order. */
  remotePictures(html: string): Promise<RemotePicture[]>
}
