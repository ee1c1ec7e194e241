import { ImapFlow } from 'imapflow'

// What a copy is measured against: fetch each message whole, append it with its flags and date, note nothing, compare nothing.
const [source, destination] = (JSON.parse(process.argv[2] ?? '[]') as { host: string, port: number, user: string }[]).map(({ host, port, user }) =>
  new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: 'password' }, logger: false }))
if (!source || !destination) throw new Error('two mailboxes are needed')
const begun = performance.now()
await Promise.all([source.connect(), destination.connect()])

let copied = 0
for (const { path, flags: about } of await source.list()) {
  if (about.has('\\Noselect') || about.has('\\NonExistent')) continue
  await destination.mailboxCreate(path)
  const { exists } = await source.mailboxOpen(path, { readOnly: true })
  await destination.mailboxOpen(path)
  if (exists === 0) continue
  for await (const { source: raw, flags, internalDate } of source.fetch('1:*', { source: true, flags: true, internalDate: true })) {
    if (raw) await destination.append(path, raw, [...flags ?? []].filter(flag => flag !== '\\Recent'), internalDate)
    copied += 1
  }
}
const seconds = (performance.now() - begun) / 1000
await Promise.all([source.logout(), destination.logout()])
console.log(JSON.stringify({ copied, seconds }))
