import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { untilServing, type NameServer } from './bind.ts'
import { removeFolder, startGuarded, temporaryFolder, untilReady } from './children.ts'

type Zones = Readonly<Record<string, string>>
/** `load`: the same zones with other texts. */
export type Nsd = NameServer & { load: (zones: Zones) => void }

/** An NSD that serves the same zones at several addresses of the loopback, on one port. What is above or below them it refers to; one without a text it cannot load yet. */
export async function startNsd(port: number, addresses: readonly string[], zones: Zones): Promise<Nsd> {
  const folder = temporaryFolder('nsd')
  const write = (texts: Zones) => Object.keys(zones).forEach((zone, i) => { if (texts[zone]) writeFileSync(join(folder, `zone${i}`), texts[zone]) })
  write(zones)
  const loaded = Object.fromEntries(Object.entries(zones).filter(([, text]) => text !== ''))
  writeFileSync(join(folder, 'nsd.conf'), configuration(folder, Object.keys(zones), addresses.map(address => `${address}@${port}`)))
  const server = startGuarded({ command: 'nsd', args: ['-d', '-c', join(folder, 'nsd.conf')], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` } })
  const stop = async () => {
    await server.stop('SIGKILL')
    removeFolder(folder)
  }
  try {
    await untilReady(server, () => untilServing(port, addresses.map(address => ({ address, zones: loaded }))))
    const load = (texts: Zones) => {
      write(texts)
      server.signal('SIGHUP')
    }
    return { log: server.said, stop, load }
  }
  catch (error) {
    await stop()
    throw error
  }
}

const configuration = (folder: string, zones: readonly string[], addresses: readonly string[]) => `
server:
${addresses.map(address => `  ip-address: ${address}\n`).join('')}  username: ""
  chroot: ""
  zonesdir: "${folder}"
  database: ""
  pidfile: "${folder}/pid"
  xfrdfile: "${folder}/xfrd"
  xfrdir: "${folder}"
  zonelistfile: "${folder}/list"
  server-count: 1
  rrl-ratelimit: 0
remote-control:
  control-enable: no
${zones.map((zone, i) => `zone:\n  name: "${zone}"\n  zonefile: "zone${i}"\n`).join('')}`
