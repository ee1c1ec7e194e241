import type { ParsedMail } from '../understanding/message.ts'

/** `quiet`: filed on the ticket it belongs to, without waking anybody; ignored, for the same reason, when it belongs to none. */
export type Verdict = 'pass' | { quiet: string } | { own: string } | { refused: string }

/** One reason to treat a message apart. */
export type Check = (mail: ParsedMail) => Verdict

/** The first check with something to say decides. */
export function judge(mail: ParsedMail, checks: readonly Check[]): Verdict {
  for (const check of checks) {
    const verdict = check(mail)
    if (verdict !== 'pass') return verdict
  }
  return 'pass'
}
