import { expect, test } from 'vitest'
import { parse } from './mail-parser.thread.ts'

const HEAD = 'From: Camille <camille@example.org>\nTo: support@example.coop\nSubject: Re: Lampe\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <essai@example.org>\nMIME-Version: 1.0\n'
const YAHOO = '<div>Fait ce matin.</div><div class="yahoo_quoted"><div>Pirmadienį Ona rašė:</div><div>La lampe du couloir est éteinte.</div></div>'

async function visible(message: string): Promise<{ text: string, visibleReply: string }> {
  const answer = await parse({ raw: { bytes: Buffer.from(message.replaceAll('\n', '\r\n')) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error('not read')
  return answer.mail
}

test('a message of HTML alone is cut where its marks say', async () => {
  expect(await visible(`${HEAD}Content-Type: text/html; charset=utf-8\n\n${YAHOO}`)).toMatchObject({ visibleReply: 'Fait ce matin.', text: 'Fait ce matin.\nPirmadienį Ona rašė:\nLa lampe du couloir est éteinte.' })
})

test('a text that has lost the marks is cut where the HTML beside it says', async () => {
  const text = 'Fait ce matin.\n\n  Pirmadienį Ona rašė:\n\nLa lampe du couloir est éteinte.'
  const message = `${HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b\nContent-Type: text/html; charset=utf-8\n\n${YAHOO}\n--b--\n`
  expect(await visible(message)).toMatchObject({ visibleReply: 'Fait ce matin.', text })
})
