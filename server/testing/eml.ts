type Parts = {
  from?: string
  to?: string
  subject?: string
  date?: string
  /** Without brackets; null for a message that has none. */
  id?: string | null
  inReplyTo?: string
  references?: string[]
  headers?: string[]
  text?: string
}

let made = 0

/** A raw message for tests: what is not given is plausible, and different each time. */
export function eml({ from = 'Claire <claire@asso.example>', to = 'support@coop.example', subject = 'Mon site', date = 'Sun, 22 Nov 2026 08:00:00 +0100', text = 'Bonjour', ...parts }: Parts = {}): string {
  made += 1
  const id = parts.id === undefined ? `made-${made}@asso.example` : parts.id
  return [
    'Received: from mx.asso.example by mx.coop.example; Sun, 22 Nov 2026 08:00:00 +0100',
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${date}`,
    ...id === null ? [] : [`Message-ID: <${id}>`],
    ...answering(parts),
    ...parts.headers ?? [],
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n')
}

function answering({ inReplyTo, references }: Parts): string[] {
  return [
    ...inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : [],
    ...references ? [`References: ${references.map(one => `<${one}>`).join(' ')}`] : [],
  ]
}
