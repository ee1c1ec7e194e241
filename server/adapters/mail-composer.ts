import { PassThrough, pipeline, type Readable } from 'node:stream'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { keyFor, type DkimKey } from '../channels/sending/dkim.ts'
import type { ComposedLetter } from '../channels/sending/letter.ts'
import type { ComposeMail } from '../channels/sending/ports.ts'
import type { Blobs } from '../platform/blobs.ts'

/** Writes mails: text and HTML side by side, files from where they are kept, signed when there is a key for the sender's domain. */
export function mailComposer({ blobs, keys }: { blobs: Pick<Blobs, 'stream'>, keys: readonly DkimKey[] }): ComposeMail {
  const writer = createTransport({ streamTransport: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true })
  return async (letter) => {
    const { message } = await writer.sendMail({ ...optionsOf(letter, blobs), ...signing(letter, keys) })
    return guarded(message as Readable)
  }
}

/** What goes wrong while it is written reaches whoever reads it, also when they begin to read later. */
function guarded(message: Readable): Readable {
  const whole = new PassThrough()
  // Whoever reads hears of it by the stream itself.
  pipeline(message, whole, () => undefined)
  whole.on('error', () => undefined)
  return whole
}

function optionsOf({ from, replyTo, to, cc, files, references, inReplyTo, headers, ...rest }: ComposedLetter, blobs: Pick<Blobs, 'stream'>): SendMailOptions {
  return {
    ...rest,
    from: oneLine(from),
    to: to.map(oneLine),
    cc: cc.map(oneLine),
    ...replyTo === null ? {} : { replyTo },
    ...inReplyTo === null ? {} : { inReplyTo },
    references,
    headers,
    attachments: files.map(({ filename, contentType, sha256 }) => ({ filename: plain(filename), contentType, content: blobs.stream(sha256), contentDisposition: 'attachment' })),
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
  }
}

const signing = ({ from }: ComposedLetter, keys: readonly DkimKey[]) => {
  const key = keyFor(from.address, keys)
  return key ? { dkim: { domainName: key.domain, keySelector: key.selector, privateKey: key.privateKey } } : {}
}

const plain = (text: string) => text.replace(/[\u0000-\u001F\u007F]+/g, ' ').trim()
const oneLine = ({ address, name }: { address: string, name: string }) => ({ address: plain(address), name: plain(name) })
