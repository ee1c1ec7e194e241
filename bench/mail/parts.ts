import { inCharset, transferred, type Charset, type TransferEncoding } from './encode.ts'
import type { Random } from './random.ts'

const CRLF = Buffer.from('\r\n')

/** A MIME part: its own headers and its body as it travels. */
export type Part = { headers: string[], body: Buffer }

/** How the texts of a message are written. */
export type Writing = { charset: Charset, encoding: TransferEncoding }

export function writing(random: Random): Writing {
  const charset = random.one<Charset>(['utf-8', 'utf-8', 'utf-8', 'iso-8859-1', 'windows-1252'])
  return { charset, encoding: random.one<TransferEncoding>(['8bit', 'quoted-printable', 'quoted-printable', 'base64']) }
}

export function textPart(subtype: 'plain' | 'html', text: string, { charset, encoding }: Writing): Part {
  return {
    headers: [`Content-Type: text/${subtype}; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`],
    body: transferred(inCharset(text, charset), encoding),
  }
}

const FILES = [['capture.png', 'image/png'], ['facture.pdf', 'application/pdf'], ['journal.txt', 'application/octet-stream'], ['sauvegarde.zip', 'application/zip'], ['photo.jpg', 'image/jpeg']] as const

export function attachmentPart(random: Random, bytes: number): Part {
  const [name, type] = random.one(FILES)
  return {
    headers: [`Content-Type: ${type}; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${name}"`],
    body: transferred(random.bytes(bytes), 'base64'),
  }
}

export function multipart(subtype: 'alternative' | 'mixed', parts: Part[], boundary: string): Part {
  const pieces = parts.flatMap(part => [Buffer.from(`--${boundary}\r\n${part.headers.join('\r\n')}\r\n\r\n`, 'latin1'), part.body, CRLF])
  return {
    headers: [`Content-Type: multipart/${subtype}; boundary="${boundary}"`],
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`, 'latin1')]),
  }
}

/** Paragraphs as HTML, as mail programs write it: more markup than text. */
export function asHtml(paragraphs: string[], quoted: string[]): string {
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const style = 'margin:0 0 1em 0;font-family:Calibri,Arial,sans-serif;font-size:11pt'
  const body = paragraphs.map(paragraph => `<p style="${style}">${escape(paragraph)}</p>`).join('\r\n')
  const quote = quoted.length > 0 ? `\r\n<blockquote type="cite" style="border-left:2px solid #ccc;padding-left:8px">\r\n${quoted.map(line => `<div style="${style}">${escape(line)}</div>`).join('\r\n')}\r\n</blockquote>` : ''
  return `<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html">\r\n<style type="text/css">p.MsoNormal{margin:0cm;font-size:11.0pt}</style>\r\n</head>\r\n<body lang="FR">\r\n<div class="WordSection1">\r\n${body}\r\n</div>${quote}\r\n</body>\r\n</html>\r\n`
}
