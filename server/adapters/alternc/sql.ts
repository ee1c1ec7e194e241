import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise'
import { Refusal, RemoteFailure } from '../../platform/errors.ts'
import type { Account, Hosting, Quota, QuotaName } from '../../provisioners/hosting.ts'
import type { Provisioner } from '../../provisioners/ports.ts'
import { hostingOf, type Read } from './hosting.ts'

const CONNECT_MS = 15_000
const QUERY_MS = 30_000
const MOST_FOUND = 50
// The database would take what begins with a number for that number.
const NUMBER = /^\d{1,10}$/
// A user who may read certain tables is not told that there is no other.
const NO_SUCH_TABLE = ['ER_NO_SUCH_TABLE', 'ER_TABLEACCESS_DENIED_ERROR']

type Row = Record<string, string | null>
type Query = (sql: string, values?: unknown[]) => Promise<Row[]>

/**
 * AlternC read from its database, where there is no bridge: accounts and what they have, and nothing can be changed. The user in
 * `url` needs the right to read, and no other.
 */
export function alterncSql(url: string): Provisioner & { close: () => Promise<void> } {
  const pool = poolAt(url)
  const query: Query = async (sql, values = []) => rowsOf(pool, sql, values)
  const refused = () => Promise.reject(new Refusal('conflict', 'AlternC can only be read here: its bridge is not installed.', { code: 'read-only' }))
  return {
    name: 'AlternC',
    async health() {
      const [version] = await query("select value from alternc_status where name = 'alternc_version'")
      const [mailHost] = await query("select value from variable where name = 'fqdn_dovecot'")
      return { product: 'AlternC', version: version?.value ?? 'unknown', nameServers: [], mailHost: mailHost?.value || null, webAddresses: [] }
    },
    async find(by) {
      const [[field = '', value = ''] = []] = Object.entries(by)
      if (field === 'id' && !NUMBER.test(value)) return []
      return (await query(`${ACCOUNTS} where ${WHERE[field as keyof typeof WHERE]} order by m.uid limit ${MOST_FOUND}`, [value])).map(accountOf)
    },
    read: accountId => readAll(query, accountId),
    createAccount: refused,
    apply: refused,
    passwordHash: refused,
    close: () => pool.end(),
  }
}

const ACCOUNTS = 'select m.uid, m.login, m.mail, m.enabled, l.nom, l.prenom from membres m left join local l on l.uid = m.uid'
const WHERE = { id: 'm.uid = ?', login: 'm.login = ?', email: 'm.mail = ?', domain: 'm.uid in (select compte from domaines where domaine = ?)' }

const accountOf = (row: Row): Account => ({ id: row.uid ?? '', login: row.login ?? '', name: [row.prenom, row.nom].filter(Boolean).join(' '), email: row.mail ?? '', enabled: row.enabled === '1' })

async function readAll(query: Query, id: string): Promise<Hosting> {
  const [account] = NUMBER.test(id) ? await query(`${ACCOUNTS} where m.uid = ? and m.su = 0`, [id]) : []
  if (!account) throw new Refusal('not-found', `There is no account ${id}.`, { code: 'unknown-account' })
  const login = account.login ?? ''
  return hostingOf({
    account: accountOf(account), quotas: await quotasOf(query, id), domains: await domainsOf(query, id), addresses: await addressesOf(query, id),
    ftp: (await query('select name, homedir, enabled from ftpusers where uid = ? order by name', [id])).map(row => ({ login: row.name ?? '', folder: folderOf(row.homedir ?? '', login), enabled: row.enabled === '1' })),
    databases: (await query('select db from db where uid = ? order by db', [id])).map(({ db }) => db ?? ''),
    robots: (await perhaps(query, "select mail, web, websub, sympa_action, sympa_result from sympa where uid = ? and sympa_action not in ('DELETE', 'DELETING') order by mail", [id]))
      .map(row => ({ domain: row.mail ?? '', host: [row.websub, row.web].filter(Boolean).join('.'), action: row.sympa_action ?? '', result: row.sympa_result ?? '' })),
  })
}

const USED: [QuotaName, string, string][] = [
  ['domains', 'dom', 'select count(*) as used from domaines where compte = ?'],
  ['mailboxes', 'mail', "select count(*) as used from address a join domaines d on d.id = a.domain_id where d.compte = ? and a.type = ''"],
  ['ftp', 'ftp', 'select count(*) as used from ftpusers where uid = ?'],
  ['databases', 'mysql', 'select count(*) as used from db where uid = ?'],
  // AlternC allows lists or does not, and counts none.
  ['lists', 'sympa', 'select 0 as used from membres where uid = ?'],
  ['web', 'web', 'select sum(size) as used from size_web where uid = ?'],
]

async function quotasOf(query: Query, id: string): Promise<Quota[]> {
  const totals = new Map((await query('select name, total from quotas where uid = ?', [id])).map(row => [row.name, Number(row.total)]))
  const known = USED.filter(([, theirs]) => totals.has(theirs))
  return Promise.all(known.map(async ([name, theirs, sql]) => ({ name, used: Number((await perhaps(query, sql, [id]))[0]?.used ?? 0), total: totals.get(theirs) ?? 0 })))
}

async function domainsOf(query: Query, id: string): Promise<Read['domains']> {
  const domains = await query("select domaine, gesdns, gesmx, zonettl, dns_action, dns_result from domaines where compte = ? and dns_action <> 'DELETE' order by domaine", [id])
  const entries = Map.groupBy(await query("select id, domaine, sub, valeur, type, web_action, web_result, enable from sub_domaines where compte = ? and web_action <> 'DELETE' order by domaine, sub, type, id", [id]), ({ domaine }) => domaine?.toLowerCase())
  return domains.map(row => ({
    name: row.domaine ?? '', dns: row.gesdns === '1', mail: row.gesmx === '1', ttl: Number(row.zonettl), action: row.dns_action ?? '', result: row.dns_result ?? '',
    entries: (entries.get(row.domaine?.toLowerCase()) ?? []).map(entry => ({
      id: entry.id ?? '', name: entry.sub ?? '', type: (entry.type ?? '').toLowerCase(), value: entry.valeur ?? '', enabled: /^ENABLE/.test(entry.enable ?? ''), action: entry.web_action ?? '', result: entry.web_result ?? '',
    })),
  }))
}

async function addressesOf(query: Query, id: string): Promise<Read['addresses']> {
  const rows = await query("select d.domaine, a.address, a.type, a.enabled, m.quota, m.mail_action as box, r.recipients from domaines d join address a on a.domain_id = d.id left join mailbox m on m.address_id = a.id left join recipient r on r.address_id = a.id where d.compte = ? and d.dns_action <> 'DELETE' and a.mail_action = 'OK' order by d.domaine, a.address", [id])
  return rows.map(row => ({
    domain: row.domaine ?? '', local: row.address ?? '', type: row.type ?? '', quotaMb: row.box === 'OK' ? Number(row.quota) : null,
    recipients: (row.recipients ?? '').split(/\s+/).filter(Boolean), enabled: row.enabled === '1',
  }))
}

/** A folder as its member sees it: below /…/l/login, wherever the pages of all lie. */
function folderOf(path: string, login: string): string {
  const home = `/${login.slice(0, 1)}/${login}`
  const at = `${path}/`.indexOf(`${home}/`)
  return at < 0 ? path : `/${path.slice(at + home.length).replaceAll(/^\/+|\/+$/g, '')}`
}

function poolAt(url: string): Pool {
  const { hostname, port, username, password, pathname } = new URL(url)
  return createPool({
    host: hostname, port: Number(port || 3306), user: decodeURIComponent(username), password: decodeURIComponent(password), database: decodeURIComponent(pathname.slice(1)),
    connectionLimit: 2, connectTimeout: CONNECT_MS, multipleStatements: false, supportBigNumbers: true,
    // Numbers come as texts, as PHP gives them: nothing is rounded, and both ways of reading see the same.
    typeCast: (field) => field.string(),
  })
}

async function rowsOf(pool: Pool, sql: string, values: unknown[]): Promise<Row[]> {
  try {
    const [rows] = await pool.query<RowDataPacket[]>({ sql, timeout: QUERY_MS }, values)
    return rows as Row[]
  }
  catch (error) {
    if (isAbsence(error)) throw error
    throw new RemoteFailure('AlternC', true, `its database did not answer: ${String((error as { code?: unknown }).code ?? 'unknown')}`)
  }
}

const isAbsence = (error: unknown) => NO_SUCH_TABLE.includes(String((error as { code?: unknown }).code))

/** Nothing, where that part of AlternC is not installed. */
async function perhaps(query: Query, sql: string, values: unknown[]): Promise<Row[]> {
  try {
    return await query(sql, values)
  }
  catch (error) {
    if (isAbsence(error)) return []
    throw error
  }
}
