import { shownHtml, type Showing } from '../tickets/messages/showing.ts'
import { remotePictures, type RemotePicture } from '../tickets/pictures/remote.ts'
import { rewritten } from './mail-html.ts'

/** What is asked of a message's HTML: how it is shown, or, without that, what it asks of elsewhere. */
export type HtmlTask = { html: string, showing: Showing | null }

/** Answers it; in a thread of its own when there is much of it. */
export const answerTask = ({ html, showing }: HtmlTask): string | RemotePicture[] => showing === null ? remotePictures(html, rewritten) : shownHtml(html, rewritten, showing)
