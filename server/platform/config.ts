import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from './errors.ts'
import { DkimSettings, MailServers, type DkimSetting, type MailServerAddress } from './mail-servers.ts'
import { hasRegistrarSecrets, RegistrarEnvironment, registrarSettingIn, type RegistrarSetting } from './registrar-setting.ts'

const DatabaseUrl = z.string()
  .regex(/^(sqlite:.+|(mysql|mariadb):\/\/.+)$/, 'must be sqlite:PATH or mysql://user:password@host:3306/database')
  .refine(text => text.startsWith('sqlite:') || namesDatabase(text), 'cannot be read: write mysql://user:password@host:3306/database, and in a user name or password % as %25, @ as %40, / as %2F, # as %23')

/** Whether the address of a server can be read, and names a database on it. */
function namesDatabase(text: string): boolean {
  const url = URL.parse(text)
  try { return url !== null && url.hostname !== '' && [url.username, url.password, url.pathname].every(part => typeof decodeURIComponent(part) === 'string') && url.pathname.length > 1 }
  catch { return false }
}

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\.?$/i
/** Names of hosts with spaces between them, each in lower case and with its last dot. */
const Hosts = z.string().default('').transform(text => text.split(/[\s,]+/).filter(Boolean))
  .refine(names => names.every(name => HOST.test(name)), 'must be names of hosts, with spaces between them')
  .transform(names => names.map(name => `${name.toLowerCase().replace(/\.$/, '')}.`))

const AlterncAddress = z.string()
  .regex(/^(ssh:\/\/[^@/]+@.+|local:\/.+|mysql:\/\/.+|simulator)$/, 'must be ssh://user@host, local:/path/to/permanence-bridge.php, mysql://user:password@host:3306/database, or simulator')
  .refine(text => !text.startsWith('mysql:') || namesDatabase(text), 'cannot be read: write mysql://user:password@host:3306/database, and in a user name or password % as %25, @ as %40, / as %2F, # as %23')

const Listen = z.string().regex(/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, 'must be ADDRESS:PORT, as in 127.0.0.1:2525')

const Resolvers = z.string().default('').transform(text => text.split(/\s+/).filter(one => one !== ''))
  .refine(all => all.every(one => /^(\[[0-9a-f:.]+\](:\d{1,5})?|[\d.]+(:\d{1,5})?|[0-9a-f:.]+)$/i.test(one)), 'must be addresses of resolvers, as in 192.0.2.53 [2001:db8::53]:5353')

const Addresses = z.string().default('').transform(text => text.split(/\s+/).filter(Boolean)).refine(all => all.every(one => isIP(one) > 0), 'must be addresses, with spaces between them, as in 10.0.0.5 fd00::5')

const Environment = z.object({
  PERMANENCE_DATABASE_URL: DatabaseUrl.default('sqlite:var/permanence.db'),
  PERMANENCE_DATA_DIR: z.string().min(1).default('var'),
  PERMANENCE_PORT: z.coerce.number('must be a number from 0 to 65535').int('must be a number from 0 to 65535').min(0, 'must be a number from 0 to 65535').max(65535, 'must be a number from 0 to 65535').default(3000),
  PERMANENCE_HOST: z.string().min(1).default('127.0.0.1'),
  PERMANENCE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PERMANENCE_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  PERMANENCE_MAILBOX_URL: z.string().regex(/^imaps?:\/\/.+/, 'must be imaps://user:password@host:993/INBOX').optional(),
  PERMANENCE_SMTP_LISTEN: Listen.optional(),
  PERMANENCE_SMTP_URL: MailServers,
  PERMANENCE_MAIL_OUT: z.enum(['send', 'hold'], 'must be send or hold').default('send'),
  PERMANENCE_DKIM: DkimSettings,
  PERMANENCE_HOSTING_PANEL_URL: z.url({ protocol: /^https?$/ }).optional(),
  PERMANENCE_ALTERNC: AlterncAddress.optional(),
  PERMANENCE_RESOLVERS: Resolvers,
  PERMANENCE_OUR_NAME_SERVERS: Hosts,
  PERMANENCE_OUR_MAIL_SERVERS: Hosts,
  PERMANENCE_PRIVATE_MAIL_SERVERS: Addresses,
  ...RegistrarEnvironment.shape,
  PERMANENCE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
}).refine(hasRegistrarSecrets, { path: ['PERMANENCE_REGISTRAR_PASSWORD'], error: 'and PERMANENCE_REGISTRAR_USER must be set for OpenProvider' })

/** Everything the environment says, checked once. Paths are absolute. Documented in docs/configuration.md. */
export type Config = {
  databaseUrl: string
  /** Whether somebody chose the database, rather than taking the embedded one. */
  databaseChosen: boolean
  dataDir: string
  port: number
  host: string
  baseUrl: string
  baseUrlChosen: boolean
  secretKey: string | undefined
  mailboxUrl: string | undefined
  smtpListen: string | undefined
  /** The servers our mail leaves by, the first one first; none: it stays in the outbox. */
  mailServers: readonly MailServerAddress[]
  /** `hold`: each mail waits for a person. */
  mailOut: 'send' | 'hold'
  dkim: readonly DkimSetting[]
  /** Where members manage their hosting themselves. */
  hostingPanelUrl: string | null
  /** Where AlternC is: its bridge, its database to read, or the simulated one; none: what needs a hosting is absent. */
  alternc: string | undefined
  /** Validating resolvers to compare instead of those for everybody. */
  resolvers: readonly string[]
  /** Addresses within our own network that mail may be copied to. */
  privateAddresses: readonly string[]
  /** The hosting's own servers, in lower case with their last dot: a survey says which domains are there already. */
  ours: { nameServers: readonly string[], mailHosts: readonly string[] }
  /** Where domains are bought and moved to. */
  registrar: RegistrarSetting
  logLevel: string
}

/** Reads the environment; refuses with a sentence that names the variable and says what it must be, never its value (it may hold a password). */
export function configFrom(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const read = Environment.safeParse(present)
  if (!read.success) {
    const said = read.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
    throw new Refusal('invalid', `The configuration cannot be used: ${said.join('; ')}.`)
  }
  const env = read.data
  return {
    databaseUrl: env.PERMANENCE_DATABASE_URL,
    databaseChosen: 'PERMANENCE_DATABASE_URL' in present,
    dataDir: resolve(env.PERMANENCE_DATA_DIR),
    port: env.PERMANENCE_PORT,
    host: env.PERMANENCE_HOST,
    baseUrl: (env.PERMANENCE_BASE_URL ?? `http://${env.PERMANENCE_HOST}:${env.PERMANENCE_PORT}`).replace(/\/+$/, ''),
    baseUrlChosen: env.PERMANENCE_BASE_URL !== undefined,
    secretKey: env.PERMANENCE_SECRET_KEY,
    mailboxUrl: env.PERMANENCE_MAILBOX_URL,
    smtpListen: env.PERMANENCE_SMTP_LISTEN,
    mailServers: env.PERMANENCE_SMTP_URL,
    mailOut: env.PERMANENCE_MAIL_OUT,
    dkim: env.PERMANENCE_DKIM,
    hostingPanelUrl: env.PERMANENCE_HOSTING_PANEL_URL ?? null,
    alternc: env.PERMANENCE_ALTERNC,
    resolvers: env.PERMANENCE_RESOLVERS,
    privateAddresses: env.PERMANENCE_PRIVATE_MAIL_SERVERS,
    ours: { nameServers: env.PERMANENCE_OUR_NAME_SERVERS, mailHosts: env.PERMANENCE_OUR_MAIL_SERVERS },
    registrar: registrarSettingIn(env),
    logLevel: env.PERMANENCE_LOG_LEVEL,
  }
}
