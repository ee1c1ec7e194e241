import { access, constants, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import type { Bounce, ParsedMail } from '../channels/understanding/message.ts'
import type { MailParser, Understanding } from '../channels/mail/ports.ts'
import { channelOf } from '../channels/sources/reading.ts'
import { openMailParser } from '../compose.ts'
import { print, printJson } from './terminal.ts'

type Answer = ReturnType<typeof answerOf>

/** `permanence parse [FILE…]` */
export function parseCommand(): Command {
  return new Command('parse')
    .description('what the intake understands of raw messages')
    .argument('[file...]', 'files holding one message each; without any, one path per line on standard input')
    .option('--json', 'print one JSON object per message')
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const parser = openMailParser()
      try {
        for await (const file of files.length > 0 ? files : paths()) {
          const answer = await answered(parser, file)
          if (answer.problems.includes('cannot-open')) process.exitCode = 1
          if (json) printJson(answer)
          else print(summaryOf(answer))
        }
      }
      finally {
        await parser.close()
      }
    })
}

/** Paths as they come: each is answered before the next is waited for. */
async function* paths(): AsyncGenerator<string> {
  for await (const line of createInterface({ input: process.stdin, terminal: false })) {
    const path = line.replace(/\r$/, '')
    if (path.trim() !== '') yield path
  }
}

async function answered(parser: MailParser, file: string): Promise<Answer> {
  return await isReadable(file) ? answerOf(file, await parser.parse({ path: file })) : answerOf(file, { unreadable: 'cannot-open' })
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK)
    return (await stat(file)).isFile()
  }
  catch { return false }
}

const NOTHING: ParsedMail = {
  from: null, to: [], cc: [], replyTo: [], subject: '', date: null, messageId: null, inReplyTo: [], references: [], listId: null, isList: false, carrier: {}, leadLength: null, deliveredTo: [],
  automatic: null, bounce: null, complaint: false, report: null, arrival: { at: null, host: null }, forwardedFrom: null, authentication: [], authors: 0, silence: null, language: null, text: '', visibleReply: '', html: null, attachments: [], hops: 0,
  installation: null, fingerprint: '', problems: [],
}

/** The fields that are promised to scripts (docs/intake.md). */
function answerOf(file: string, understanding: Understanding) {
  const isRead = 'mail' in understanding
  const mail = isRead ? understanding.mail : { ...NOTHING, problems: [understanding.unreadable] }
  return {
    file,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    subject: mail.subject || null,
    date: mail.date === null ? null : new Date(mail.date).toISOString(),
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    listId: mail.listId,
    channel: channelOf(mail),
    autoSubmitted: mail.automatic ?? false,
    bounce: mail.bounce && bounceOf(mail.bounce),
    complaint: mail.complaint,
    forwardedFrom: mail.forwardedFrom,
    text: isRead ? mail.text : null,
    visibleReply: isRead ? mail.visibleReply : null,
    html: mail.html,
    attachments: mail.attachments.map(({ filename, contentType, size, disposition, sha256 }) => ({ filename, contentType, size, disposition, sha256 })),
    problems: mail.problems,
  }
}

const bounceOf = ({ recipients, status, action, originalMessageId }: Bounce) => ({ recipients, status, action, originalMessageId })

function summaryOf(answer: Answer): string {
  const { file, from, subject, date, channel, autoSubmitted, bounce, visibleReply, attachments, problems } = answer
  const lines = [
    `${file}`,
    `  from      ${from ? `${from.name} <${from.address}>`.trim() : 'unknown'}, ${date ?? 'no date'}, by ${channel}`,
    `  subject   ${subject || '(none)'}`,
    ...autoSubmitted ? [`  automatic ${autoSubmitted}`] : [],
    ...bounce ? [`  bounce    ${bounce.action ?? ''} ${bounce.status ?? ''} ${bounce.recipients.join(', ')}`] : [],
    ...attachments.map(({ filename, contentType, size }) => `  attached  ${filename ?? '(no name)'}, ${contentType}, ${size} bytes`),
    ...problems.length > 0 ? [`  problems  ${problems.join(', ')}`] : [],
    ...(visibleReply ?? '').split('\n').slice(0, 6).map(line => `  | ${line.slice(0, 150)}`),
  ]
  return lines.join('\n')
}
