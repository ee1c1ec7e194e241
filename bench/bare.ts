import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'

// What everything else is measured against: fetch each message whole, parse it, keep nothing.
const { hostname, port, username, password, pathname } = new URL(process.argv[2] ?? '')
const begun = performance.now()
const client = new ImapFlow({ host: hostname, port: Number(port), secure: false, doSTARTTLS: false, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false })
await client.connect()
await client.mailboxOpen(decodeURIComponent(pathname.slice(1)), { readOnly: true })

let fetched = 0
for await (const { source } of client.fetch('1:*', { source: true })) {
  if (source) await simpleParser(source)
  fetched += 1
}
const seconds = (performance.now() - begun) / 1000
await client.logout()
console.log(JSON.stringify({ fetched, seconds }))
