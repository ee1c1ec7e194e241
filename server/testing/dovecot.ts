import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { freePorts, removeFolder, startGuarded, temporaryFolder, untilReady, type Guarded } from './children.ts'

const run = promisify(execFile)
const HOST = '127.0.0.1'
const PASSWORD = 'password'
// Dovecot refuses to keep mail as root; nobody's rights are enough.
const NOBODY = 65534
const asRoot = process.getuid?.() === 0

/** A Dovecot of its own. Any user exists, with the password `password`; mail is in Maildirs. */
export type DovecotServer = {
  host: string
  port: number
  /** TLS from the first byte, with a certificate nobody vouches for (`certificate`). */
  tlsPort: number
  certificate: string
  url: (user: string, folder?: string) => string
  tlsUrl: (user: string, folder?: string) => string
  /** Delivers in order, and quickly even for thousands. */
  deliver: (user: string, raw: Uint8Array | string | readonly (Uint8Array | string)[], folder?: string) => void
  /** The messages of a folder by UID, as IMAP sees them. */
  uids: (user: string, folder?: string) => Promise<number[]>
  /** Their Message-IDs, without brackets. */
  messageIds: (user: string, uids: number[], folder?: string) => Promise<string[]>
  expunge: (user: string, uids: number[], folder?: string) => Promise<void>
  /** Forgets all UIDs: the folder gets a new UIDVALIDITY, the messages stay. Connections to it are cut. */
  renewUidValidity: (user: string, folder?: string) => Promise<void>
  /** What it wrote into its log. */
  log: () => string
  /** Stands still without closing anything, as a dead network does; `resume` goes on. */
  pause: () => void
  resume: () => void
  /** Dies at once; `restart` brings it back on the same ports with the same mail. */
  kill: () => Promise<void>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

type Options = {
  /** Without it, a client has to ask by itself. */
  idle?: boolean
  /** Further lines of its configuration. */
  extra?: string
}

/** Starts a throw-away Dovecot on free loopback ports. */
export async function startDovecot({ idle = true, extra = '' }: Options = {}): Promise<DovecotServer> {
  const folder = temporaryFolder('dovecot')
  const mail = join(folder, 'mail')
  mkdirSync(mail)
  own(mail)
  await makeCertificate(folder)
  const settings = (ports: number[]) => configuration(folder, ports, idle ? extra : `${extra}\nimap_capability = IMAP4rev1 SASL-IR LITERAL+ ENABLE UIDPLUS\n`)
  const begun = await begin(folder, settings)
  const [port, tlsPort] = begun.ports
  let server = begun.server

  const boxOf = (user: string, name = 'INBOX') => name === 'INBOX' ? join(mail, user) : join(mail, user, ...name.split('/'))
  const url = (scheme: string, at: number) => (user: string, name = 'INBOX') => `${scheme}://${encodeURIComponent(user)}:${PASSWORD}@${HOST}:${at}/${name.split('/').map(encodeURIComponent).join('/')}`
  const client = (user: string) => new ImapFlow({ host: HOST, port, secure: false, doSTARTTLS: false, auth: { user, pass: PASSWORD }, logger: false })

  const dovecot: DovecotServer = {
    host: HOST, port, tlsPort, certificate: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    url: url('imap', port), tlsUrl: url('imaps', tlsPort),
    deliver: (user, raw, name) => deliver(boxOf(user, name), Array.isArray(raw) ? raw : [raw as Uint8Array]),
    uids: (user, name = 'INBOX') => inFolder(client(user), name, async box => await box.search({ all: true }, { uid: true }) || []),
    messageIds: (user, uids, name = 'INBOX') => inFolder(client(user), name, async box => (await box.fetchAll(uids.join(','), { envelope: true }, { uid: true })).map(({ envelope }) => (envelope?.messageId ?? '').replace(/^<|>$/g, ''))),
    expunge: async (user, uids, name = 'INBOX') => {
      await inFolder(client(user), name, box => box.messageDelete(uids.join(','), { uid: true }))
    },
    renewUidValidity: async (user, name) => {
      await server.stop()
      forgetUids(boxOf(user, name))
      await dovecot.restart()
    },
    log: () => existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : server.said(),
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      await server.stop()
      server = launch(folder)
      await untilReady(server, () => greeting(port))
    },
    stop: async () => {
      await server.stop('SIGKILL')
      removeFolder(folder)
    },
  }
  return dovecot
}

async function begin(folder: string, settings: (ports: number[]) => string): Promise<{ server: Guarded, ports: [number, number] }> {
  for (let attempt = 1; ; attempt++) {
    const [port = 0, tlsPort = 0] = await freePorts(2)
    writeFileSync(join(folder, 'dovecot.conf'), settings([port, tlsPort]))
    const server = launch(folder)
    try {
      await untilReady(server, () => greeting(port))
      return { server, ports: [port, tlsPort] }
    }
    catch (error) {
      await server.stop('SIGKILL')
      if (attempt === 3) throw error
    }
  }
}

const launch = (folder: string) => startGuarded({ command: 'dovecot', args: ['-F', '-c', join(folder, 'dovecot.conf')], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` } })

async function greeting(port: number) {
  const socket = connect(port, HOST)
  try {
    socket.setTimeout(2_000, () => socket.destroy(new Error('no greeting')))
    const [text] = await once(socket, 'data') as [Buffer]
    if (!text.toString().startsWith('* OK')) throw new Error(text.toString())
  }
  finally {
    socket.destroy()
  }
}

async function inFolder<T>(client: ImapFlow, folder: string, act: (client: ImapFlow) => Promise<T>): Promise<T> {
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.mailboxOpen(folder)
    return await act(client)
  }
  finally {
    await client.logout()
  }
}

let delivered = 0

// As the Maildir convention wants it: written whole in tmp, then moved to new. Dovecot gives UIDs in the order of the names.
function deliver(box: string, messages: readonly (Uint8Array | string)[]) {
  makeMaildir(box)
  const second = Math.floor(Date.now() / 1000)
  for (const message of messages) {
    delivered += 1
    const name = `${second}.M${String(delivered).padStart(9, '0')}P${process.pid}.test,S=${Buffer.byteLength(message)}`
    writeFileSync(join(box, 'tmp', name), message, { mode: 0o644 })
    renameSync(join(box, 'tmp', name), join(box, 'new', name))
  }
}

function makeMaildir(box: string) {
  if (existsSync(join(box, 'new'))) return
  if (!existsSync(join(box, '..', 'new')) && !box.endsWith('/mail')) mkdirSync(join(box, '..'), { recursive: true })
  for (const part of ['', 'cur', 'tmp', 'new']) {
    mkdirSync(join(box, part), { recursive: true })
    own(join(box, part))
  }
}

function own(path: string) {
  chmodSync(path, 0o777)
  if (asRoot) chownSync(path, NOBODY, NOBODY)
}

// `dovecot-uidvalidity` stays: Dovecot takes the next value after it, so that two changes in one second differ.
function forgetUids(box: string) {
  for (const name of readdirSync(box)) {
    if (name === 'dovecot-uidlist' || name.startsWith('dovecot.index')) rmSync(join(box, name))
  }
}

async function makeCertificate(folder: string) {
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')])
}

function configuration(folder: string, [port, tlsPort]: number[], extra: string): string {
  const me = `${process.getuid?.() ?? 0}`
  const group = `${process.getgid?.() ?? 0}`
  const users = asRoot ? '' : `default_login_user = ${process.env.USER ?? me}\ndefault_internal_user = ${process.env.USER ?? me}\ndefault_internal_group = ${group}\n`
  return `
protocols = imap
listen = ${HOST}
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
instance_name = ${folder.split('/').at(-1)}
${users}first_valid_uid = 0
first_valid_gid = 0
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail/%u:LAYOUT=fs
mailbox_idle_check_interval = 1 secs
mail_max_userip_connections = 1000
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${asRoot ? NOBODY : me} gid=${asRoot ? NOBODY : group} home=${folder}/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
${extra}
`
}
