import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { dnsClient } from '../adapters/dns-client.ts'
import type { DnsRecord } from '../dns/record.ts'
import { writeZone } from '../dns/zone/writing.ts'
import { signedZone, startBind, type NameServer } from './bind.ts'
import { freePorts } from './children.ts'
import { startNsd } from './nsd.ts'
import { RECORD_DATA } from './record-data.ts'

// Who is where. All listen on one port, since name servers are told apart by their addresses alone.
const RESOLVER = '127.0.0.1'
const NIC_A = '127.0.0.11'
const NIC_B = '127.0.0.12'
const HOST = '127.0.0.13'
const SECOND = '127.0.0.14'
const SILENT = '127.0.0.15'
const LATE = '127.0.0.16'
const REFUSING = '127.0.0.17'

const soa = (serial: number) => `@ 3600 IN SOA ns1.hote.fr. root.hote.fr. ${serial} 3600 600 86400 300\n`
const zoneText = (zone: string, serial: number, lines: string) => `$ORIGIN ${zone}\n$TTL 3600\n${soa(serial)}${lines}`

const HOTE = zoneText('hote.fr.', 1, `
@ NS ns1
ns1 A ${HOST}
ns2 A ${SECOND}
ns3 A ${SILENT}
ns4 A ${LATE}
ns5 A ${REFUSING}
private A 10.0.0.1
key._domainkey TXT "v=DKIM1; k=rsa; " "p=ABC"
`)

/** A zone such as an association has, with what is easily lost. */
const JARDIN = zoneText('jardin.asso.fr.', 7, `
@ NS ns1.hote.fr.
@ NS ns2.hote.fr.
@ 300 A 192.0.2.10
@ AAAA 2001:db8::10
@ MX 20 spool.mail.example.
@ MX 10 courrier
@ TXT "v=spf1 a mx -all"
@ CAA 0 issue "letsencrypt.org"
courrier 86400 A 192.0.2.11
www CNAME @
_dmarc TXT "v=DMARC1; p=none"
gm1._domainkey CNAME key._domainkey.hote.fr.
default._domainkey TXT "v=DKIM1; p=DEF"
_imaps._tcp SRV 0 1 993 courrier
lists NS ns1.hote.fr.
`)

const BOITE = (serial: number, www: string) => zoneText('boite.fr.', serial, `
@ NS ns1.hote.fr.
@ NS ns4.hote.fr.
@ NS ns2.hote.fr.
@ A 192.0.2.20
@ TXT "v=spf1 mx -all"
@ TXT "v=spf1 a -all"
www A ${www}
* A 192.0.2.99
secret A 192.0.2.21
`)

const OUVERT = zoneText('ouvert.fr.', 3, `
@ NS ns1
@ NS ns1.hote.fr.
ns1 A ${HOST}
@ A 192.0.2.30
unguessable TYPE65280 \\# 3 010203
deep.er.still TXT "found"
`)

const CASSE = zoneText('casse.fr.', 1, '@ NS ns1.hote.fr.\n@ A 192.0.2.40\n')

/** Every type that there is, each at a name of its own. An IPSECKEY without a key is good by RFC 4025 §2.4, and not to BIND. */
export const TYPES: readonly DnsRecord[] = RECORD_DATA.filter(([type, , data]) => type !== 'SOA' && data !== '10 0 0 .')
  .map(([type, , data], i) => ({ name: `n${i}.types.fr.`, ttl: 300, type: type === 'TYPE1' ? 'A' : type, data }))

const fr = (lines: string) => zoneText('fr.', 1, `
@ NS a.nic
@ NS b.nic
a.nic A ${NIC_A}
b.nic A ${NIC_B}
hote NS ns1.hote
ns1.hote A ${HOST}
jardin.asso 7200 NS ns1.hote
jardin.asso 7200 NS ns2.hote
ouvert NS ns1.ouvert
ns1.ouvert A ${HOST}
types NS ns1.hote
casse NS ns1.hote
casse DS 12345 13 2 ${'AB'.repeat(32)}
boite NS ns1.hote
boite NS ns2.hote
boite NS ns3.hote
boite NS ns4.hote
boite NS ns5.hote
boite NS private.hote
boite NS nowhere.hote
${lines}`)

const ROOT = `. 3600 IN SOA a.nic.fr. root.nic.fr. 1 3600 600 86400 300
. 3600 NS a.nic.fr.
fr. 3600 NS a.nic.fr.
fr. 3600 NS b.nic.fr.
a.nic.fr. 3600 A ${NIC_A}
b.nic.fr. 3600 A ${NIC_B}
`

export type PlayedDns = ReturnType<typeof dnsClient> & { resolvers: { address: string }[], clock: () => Date, stop: () => Promise<void> }

/**
 * A root, a registry on BIND and on NSD, a hosting, and what goes wrong there: `jardin.asso.fr` is signed and whole;
 * `casse.fr` has a DS that fits nothing; `ouvert.fr` and `types.fr` give their zones to everybody; of the servers of `boite.fr` one is
 * right, one is late, the others are lame, silent, refusing, private or nowhere. `zut.fr` has other name servers at
 * one server of the registry than at the other.
 */
export async function playDns(): Promise<PlayedDns> {
  const [jardin, casse] = await Promise.all([signedZone('jardin.asso.fr.', JARDIN), signedZone('casse.fr.', CASSE)])
  const vouched = `jardin.asso 1800 DS ${jardin.ds}\n`
  const registry = await signedZone('fr.', fr(`${vouched}zut NS ns1.hote\n`))
  const other = fr(`${vouched}zut NS ns2.hote\n`)
  const children = { 'hote.fr.': HOTE, 'jardin.asso.fr.': jardin.text, 'boite.fr.': BOITE(12, '192.0.2.22'), 'ouvert.fr.': OUVERT, 'casse.fr.': casse.text, 'types.fr.': zoneText('types.fr.', 1, `@ NS ns1.hote.fr.\n${writeZone(TYPES, { zone: 'types.fr.' })}`) }
  const playing = [
    { address: RESOLVER, resolves: { root: NIC_A, anchor: registry.anchor } },
    { address: NIC_A, zones: { '.': ROOT, 'fr.': registry.text } },
    { address: HOST, zones: children, transfers: ['ouvert.fr.', 'types.fr.'] },
    { address: LATE, zones: { 'boite.fr.': BOITE(11, '192.0.2.23') } },
    { address: REFUSING },
  ]
  const started = await startedOnOnePort([
    silentOn, port => startBind(port, playing), port => startNsd(port, [NIC_B, SECOND], { 'fr.': other, 'jardin.asso.fr.': jardin.text }),
  ])
  const resolvers = [{ address: RESOLVER }]
  return {
    ...dnsClient({ isAllowed: address => address.startsWith('127.'), port: started.port, resolvers, patienceMs: 2_500 }), resolvers, clock: () => new Date(0),
    async stop() {
      await Promise.all(started.servers.map(({ stop }) => stop()))
    },
  }
}

type Startable = (port: number) => Promise<Pick<NameServer, 'stop'>>

// A port that is free at one address may be taken at another: then it is tried again with the next.
async function startedOnOnePort(starts: readonly Startable[], tries = 3): Promise<{ port: number, servers: Pick<NameServer, 'stop'>[] }> {
  const [port = 0] = await freePorts(1)
  const servers: Pick<NameServer, 'stop'>[] = []
  try {
    for (const start of starts) servers.push(await start(port))
    return { port, servers }
  }
  catch (error) {
    await Promise.all(servers.map(({ stop }) => stop()))
    if (tries === 1) throw error
    return startedOnOnePort(starts, tries - 1)
  }
}

/** Takes everything and says nothing. */
async function silentOn(port: number): Promise<Pick<NameServer, 'stop'>> {
  const datagrams: Socket = createSocket('udp4').bind(port, SILENT)
  const connections: Server = createServer(socket => void socket.on('error', () => undefined).resume()).listen(port, SILENT)
  await Promise.all([once(datagrams, 'listening'), once(connections, 'listening')])
  return {
    async stop() {
      datagrams.close()
      await new Promise(resolve => connections.close(resolve))
    },
  }
}
