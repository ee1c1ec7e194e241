import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { untilServing, type NameServer } from './bind.ts'
import { removeFolder, startGuarded, temporaryFolder, untilReady } from './children.ts'

/** An NSD that serves the same zones at several addresses of the loopback, on one port. What is above or below them it refers to. */
export async function startNsd(port: number, addresses: readonly string[], zones: Readonly<Record<string, string>>): Promise<NameServer> {
  const folder = temporaryFolder('nsd')
  Object.values(zones).forEach((text, i) => writeFileSync(join(folder, `zone${i}`), text))
  writeFileSync(join(folder, 'nsd.conf'), configuration(folder, Object.keys(zones), addresses.map(address => `${address}@${port}`)))
  const server = startGuarded({ command: 'nsd', args: ['-d', '-c', join(folder, 'nsd.conf')], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` } })
  const stop = async () => {
    await server.stop('SIGKILL')
    removeFolder(folder)
  }
  try {
    await untilReady(server, () => untilServing(port, addresses.map(address => ({ address, zones }))))
    return { log: server.said, stop }
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
