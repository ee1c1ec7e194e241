import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { searchIn } from './adapters/fts5.ts'
import { discourse } from './adapters/discourse.ts'
import { simulatedForum } from './adapters/forum.sim.ts'
import { openImap } from './adapters/imap.ts'
import { mailComposer } from './adapters/mail-composer.ts'
import { mailParser } from './adapters/mail-parser.ts'
import { messageHtml } from './adapters/message-html.ts'
import { remotePictures } from './adapters/remote-pictures.ts'
import { listenSmtp } from './adapters/smtp-listener.ts'
import { smtpServer } from './adapters/smtp.ts'
import { simulatedMailServer } from './adapters/smtp.sim.ts'
import { socketsOn } from './adapters/sockets.ts'
import { playedLists } from './adapters/sympa.played.ts'
import { fetchText } from './adapters/web.ts'
import { rehearsalPorts } from './adapters/workflow-ports.sim.ts'
import { workflowProbes } from './adapters/workflow-probes.ts'
import { attachedOf } from './channels/mail/attached.ts'
import type { MailParser } from './channels/mail/ports.ts'
import { postBy } from './channels/sending/actions/post.ts'
import type { SendingWorld } from './channels/sending/actions/send.ts'
import { forumsOn } from './channels/sources/following/actions.ts'
import type { OpenForum } from './channels/sources/ports.ts'
import { surveyBy } from './compose/survey.ts'
import { isPlayedForum } from './demo/places.ts'
import { dnsBy, dnsProbes } from './compose/dns.ts'
import { hostingDesk, hostingWorkflowPorts } from './compose/hosting.ts'
import { siteWorkflowPorts } from './compose/site.ts'
import { mailCopyPorts } from './compose/mail-copy.ts'
import { provisionerBy } from './compose/provisioner.ts'
import { playedIn } from './compose/rehearsals.ts'
import { transferPorts } from './compose/transfer.ts'
import { servedZones } from './compose/zones.ts'
import { blobsIn } from './platform/blobs.ts'
import type { Config } from './platform/config.ts'
import { dkimKeysAt } from './platform/dkim-keys.ts'
import { openDatabase } from './platform/db.ts'
import { idsFrom, type Ids } from './platform/ids.ts'
import { logTo } from './platform/log.ts'
import { secretKeyIn, secretsOf, type Secrets } from './platform/secrets.ts'
import { signerOf, type Signer } from './platform/signing.ts'
import type { JobWorld } from './workflows/jobs/actions/world.ts'
import { ownActions } from './workflows/own/actions/all.ts'
import type { Ports } from './workflows/ports.ts'
import { SHIPPED } from './workflows/publishing/actions/load-shipped.ts'
import { memberUrl } from './workflows/runs/member-key.ts'

const PARSER_THREADS = 2
/** Nothing is asked of the forum that the demonstration only plays. */
const openForum: OpenForum = access => isPlayedForum(access.source) ? simulatedForum(access) : discourse(access)

/** Reads messages, for whoever needs nothing else. */
export const openMailParser = (): MailParser => mailParser({ threads: PARSER_THREADS })

/**
 * Everything a process works with, put together in one place from the configuration. Nothing is connected yet:
 * databases, threads and servers are reached when first used.
 */
export function compose(config: Config) {
  const log = logTo(config.logLevel)
  const secrets = secretsOf(secretKeyIn(config.dataDir, config.secretKey))
  const database = openDatabase(config.databaseUrl)
  const blobs = blobsIn(join(config.dataDir, 'raw'))
  const parser = openMailParser()
  const html = messageHtml()
  const search = searchIn(config.dataDir, log)
  const signer = signerOf(secrets.signingKey)
  const clock = () => new Date()
  const holder = randomUUID()
  const ids = idsFrom(database)
  const survey = surveyBy(config, { database, clock, log })
  const provisioned = provisionerBy(config.alternc, clock)
  const hosting = hostingDesk({ database, clock, config, provisioner: provisioned.provisioner })
  return {
    config, log, secrets, signer, database, ids, blobs, clock,
    /** The name of this process among those that share the work. */
    holder,
    mailOut: { servers: config.mailServers.length, mode: config.mailOut },
    workflows: workflowsBy(config, { database, clock, holder, log, ids, secrets, signer, steps: [survey.ports, hostingWorkflowPorts({ database, clock, ids, signer, seal: secrets.seal, baseUrl: config.baseUrl, hosting, resolvers: config.resolvers }), siteWorkflowPorts(hosting), transferPorts(config), mailCopyPorts({ database, clock, config })] }),
    shippedIn: [SHIPPED, join(import.meta.dirname, 'transfer/workflows')],
    lookAtDomain: survey.lookAtDomain, surveys: survey.surveys,
    sending: sendingBy(config, { database, blobs, secrets, signer, clock, log, holder }),
    /** What the demonstration's mails leave by, and the list it plays. */
    simulated: { post: postBy([simulatedMailServer], clock), openList: playedLists(clock) },
    parser,
    search,
    bytes: {
      raw: blobs.stream,
      attachment: (sha256: string, part: number) => parser.attachment({ path: blobs.pathOf(sha256) }, part),
      async message(content: Uint8Array) {
        const understood = await parser.parse({ bytes: content })
        return 'mail' in understood ? attachedOf(understood.mail) : undefined
      },
    },
    messageHtml: html,
    fetchPicture: remotePictures(),
    openMailbox: openImap,
    openForum,
    fetchText: fetchText(),
    /** The hosting; undefined where none is configured. */
    provisioner: provisioned.provisioner,
    hosting, lookAtServed: servedZones(dnsBy(config, clock), hosting),
    openPush: socketsOn,
    listenSmtp,
    async close() {
      await survey.surveys.close()
      await Promise.all([parser.close(), html.close(), search.close(), blobs.close(), provisioned.close()])
      await database.close()
    },
  }
}

type WorkflowParts = Pick<JobWorld, 'database' | 'clock' | 'holder' | 'log'> & { ids: Ids, secrets: Secrets, signer: Signer, steps: readonly Ports[] }

/** What runs of workflows work with: the ports of their steps, and how they speak to a member. */
function workflowsBy({ baseUrl, resolvers, dataDir }: Pick<Config, 'baseUrl' | 'resolvers' | 'dataDir'>, { ids, secrets, signer, steps, ...parts }: WorkflowParts): JobWorld & { rehearsalPortsIn: (folder: string) => Ports } {
  const newIds = async () => {
    const [messageId = 0, outboxId = 0] = await ids(2)
    return { messageId, outboxId }
  }
  const own = { actions: ownActions({ ...parts, newId: async () => (await ids(1))[0] ?? 0 }), probes: { ...workflowProbes(), ...dnsProbes(dnsBy({ resolvers }, parts.clock)) } }
  const ports: Ports = { actions: Object.assign({}, own.actions, ...steps.map(({ actions }) => actions)), probes: Object.assign({}, own.probes, ...steps.map(({ probes }) => probes)) }
  const rehearsalPortsIn = (folder: string) => rehearsalPorts(ports, playedIn(folder))
  return {
    ...parts, ports, rehearsalPorts: rehearsalPortsIn(join(dataDir, 'rehearsals')), rehearsalPortsIn, open: secrets.open,
    saying: { signer, seal: secrets.seal, newIds, memberUrl: runId => memberUrl(runId, { baseUrl, signer }) },
  }
}

/** How mail leaves: by the servers of the configuration, which may be hung up on. */
export function sendingBy(config: Pick<Config, 'mailServers' | 'mailOut' | 'dkim'>, parts: Omit<SendingWorld, 'composeMail' | 'post' | 'forum' | 'mailOut'>): SendingWorld & { hangUp: () => void } {
  const servers = config.mailServers.map(address => smtpServer(address))
  return {
    ...parts,
    composeMail: mailComposer({ blobs: parts.blobs, keys: dkimKeysAt(config.dkim) }),
    post: postBy(servers, parts.clock),
    forum: forumsOn({ ...parts, openForum }),
    mailOut: { servers: servers.length, mode: config.mailOut },
    hangUp: () => servers.forEach(server => server.close()),
  }
}

/** Everything a process works with. */
export type World = ReturnType<typeof compose>
