import type { ServerAnswer } from '../channels/sending/ports.ts'

/** What nodemailer tells of a failure: its own word for it, the command it answers, and the server's code and words. */
type SmtpFailure = Error & { code?: string, command?: string, responseCode?: number, response?: string }

// RFC 5321 §4.2.3: larger than the server takes; said of the mail, though it may answer the sender's address.
const TOO_LARGE = 552
const CLOSING = 421

/** The server's words on one line. */
export const wordsOf = (words: string): string => words.replace(/\s+/g, ' ').trim().slice(0, 500)

/** What a failure means. Only a refusal of the recipient or of the mail itself is final (RFC 5321 §4.2.1): whatever else a server refuses is between it and us. Throws what is not the server's doing. */
export function answerOf(error: unknown): ServerAnswer {
  const failure = error as SmtpFailure
  if (failure.code === 'ESTREAM') throw error
  const words = wordsOf(failure.response ?? failure.message)
  const status = failure.responseCode ?? 0
  const isAboutMail = failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE'
  if (!isAboutMail || status === CLOSING) return { said: 'trouble', words }
  if (status >= 400 && status < 500) return { said: 'later', words }
  return { said: isFinal(failure, status) ? 'refused' : 'trouble', words }
}

function isFinal({ command = '' }: SmtpFailure, status: number): boolean {
  // Found before a word was said: an address that cannot be written, a mail larger than the server announced to take.
  if (status === 0 || status === TOO_LARGE) return true
  return command === 'RCPT TO' || command === 'DATA'
}
