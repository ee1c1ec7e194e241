import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { dnsClient } from '../adapters/dns-client.ts'
import { removeFolder, startGuarded, temporaryFolder, untilReady } from './children.ts'
import { relayDns } from './dns-relay.ts'

const run = promisify(execFile)
const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`

/** What one address of the loopback answers: zones by their names, in master file format, or as a validating resolver that begins at `root` and trusts `anchor`. */
export type Playing = { address: string, zones?: Readonly<Record<string, string>>, transfers?: readonly string[], resolves?: { root: string, anchor: string } }

export type NameServer = { log: () => string, stop: () => Promise<void> }
/** `load`: the same servers with other zones; what they held before is answered until it is loaded. */
export type Bind = NameServer & { load: (playing: readonly Playing[]) => void }

const OWN = '127.0.0.1'

/**
 * A BIND that is several servers at once, each at an address of its own and all on one port; it asks others on that port
 * too, though it may `listen` on another. It can only listen where the machine has an address: what is sent elsewhere is relayed.
 */
export async function startBind(port: number, playing: readonly Playing[], listen = port): Promise<Bind> {
  const folder = temporaryFolder('bind')
  const configure = (now: readonly Playing[]) => writeFileSync(join(folder, 'named.conf'), configuration(folder, { port, listen }, now))
  configure(playing)
  const relays = await Promise.all(playing.filter(({ address }) => address !== OWN).map(({ address }) => relayDns(address, port)))
  const server = startGuarded({ command: ownCopy(folder), args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')] })
  const stop = async () => {
    await server.stop('SIGKILL')
    await Promise.all(relays.map(relay => relay.stop()))
    removeFolder(folder)
  }
  try {
    await untilReady(server, () => untilServing(listen, playing))
    const load = (now: readonly Playing[]) => {
      configure(now)
      server.signal('SIGHUP')
    }
    return { log: server.said, stop, load }
  }
  catch (error) {
    await stop()
    throw error
  }
}

// Debian lets /usr/sbin/named read its own folders alone (AppArmor); a copy of it may read ours.
function ownCopy(folder: string): string {
  const named = PATH.split(delimiter).map(place => join(place, 'named')).find(existsSync)
  if (named === undefined) throw new Error('named cannot be started: is it installed?')
  copyFileSync(named, join(folder, 'named'))
  return join(folder, 'named')
}

/** Asks each address for what it should hold, and fails as long as one of them does not. */
export async function untilServing(port: number, playing: readonly Playing[]): Promise<void> {
  const { ask } = dnsClient({ isAllowed: () => true, port, patienceMs: 500 })
  for (const { address, zones = {} } of playing) {
    const [name = 'version.bind.'] = Object.keys(zones)
    const { code } = await ask({ name, type: 'SOA' }, { address })
    if (name in zones && code !== 'NOERROR') throw new Error(`${address} ${name} ${code}`)
  }
}

function configuration(folder: string, { port, listen }: { port: number, listen: number }, playing: readonly Playing[]): string {
  return `
options {
  directory "${folder}";
  port ${port};
  listen-on port ${listen} { ${OWN}; };
  listen-on-v6 { none; };
  pid-file none;
  session-keyfile none;
  recursion no;
  dnssec-validation no;
  max-cache-size 16M;
  allow-transfer { none; };
  empty-zones-enable no;
  notify no;
  check-integrity no;
  check-names primary ignore;
  check-dup-records ignore;
  check-mx ignore;
  check-wildcard no;
};
controls { };
${playing.map((one, i) => view(folder, `v${i}`, one)).join('')}`
}

function view(folder: string, name: string, { address, zones = {}, transfers = [], resolves }: Playing): string {
  const resolver = resolves && `  recursion yes;
  allow-recursion { any; };
  dnssec-validation yes;
  zone "." { type hint; file "${written(folder, `${name}-hints`, `. 3600 NS root.invalid.\nroot.invalid. 3600 A ${resolves.root}\n`)}"; };
  trust-anchors { ${resolves.anchor} };
`
  const held = Object.entries(zones).map(([zone, text]) => `  zone "${zone}" { type primary; file "${written(folder, `${name}-${zone}`, text)}"; ${transfers.includes(zone) ? 'allow-transfer { any; };' : ''} };\n`)
  return `view "${name}" {
  match-clients { ${address}; };
${resolver ?? ''}${held.join('')}};
`
}

function written(folder: string, name: string, text: string): string {
  const path = join(folder, name.replace(/\.$/u, '_'))
  writeFileSync(path, text)
  return path
}

export type Signed = { zone: string, text: string, /** What the parent holds to vouch for it. */ ds: string, /** What a resolver holds to trust it. */ anchor: string }
export type Signer = Omit<Signed, 'text'> & { sign: (text: string) => Promise<string>, remove: () => void }

/** Signs a zone with a key of its own, as BIND's tools do. */
export async function signedZone(zone: string, text: string): Promise<Signed> {
  const { sign, remove, ...signer } = await zoneSigner(zone)
  const signed = { ...signer, text: await sign(text) }
  remove()
  return signed
}

/** A key of its own for a zone that is signed again and again. */
export async function zoneSigner(zone: string): Promise<Signer> {
  const folder = temporaryFolder('signing')
  mkdirSync(join(folder, 'keys'))
  const tool = async (command: string, ...args: string[]) => (await run(command, args, { cwd: folder, env: { ...process.env, PATH } })).stdout.trim()
  const key = await tool('dnssec-keygen', '-q', '-K', 'keys', '-a', 'ECDSAP256SHA256', '-f', 'KSK', zone)
  const ds = (await tool('dnssec-dsfromkey', '-2', `keys/${key}`)).replace(/^.* DS /u, '')
  const [id = '', algorithm = '', kind = '', ...digest] = ds.split(/\s+/u)
  let count = 0
  return {
    zone, ds, anchor: `"${zone}" static-ds ${id} ${algorithm} ${kind} "${digest.join('')}";`,
    async sign(text) {
      const file = `zone${++count}`
      writeFileSync(join(folder, file), text)
      await tool('dnssec-signzone', '-q', '-S', '-z', '-K', 'keys', '-o', zone, '-f', `${file}.signed`, file)
      return readFileSync(join(folder, `${file}.signed`), 'utf8')
    },
    remove: () => removeFolder(folder),
  }
}
