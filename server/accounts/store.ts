import type { Transaction } from '../platform/db.ts'
import { isTaken } from '../platform/db.ts'
import type { Role } from './contract.ts'
import type { Invitation } from './invitations.ts'

/** Somebody who will sign in; without a password until they have used their link. */
export type NewAgent = { email: string, name: string, role: Role, passwordHash: string | null, at: Date }
/** A session as it is kept: the hash of its token, never the token. */
export type NewSession = { tokenHash: string, agentId: number, at: Date, expiresAt: Date, userAgent: string | null, awaitsCode: boolean }

/** The id of the new agent, or undefined when the e-mail address is somebody's already. */
export async function addAgent(db: Transaction, { email, name, role, passwordHash, at }: NewAgent): Promise<number | undefined> {
  if (await db('agents').where({ email }).first('id')) return undefined
  try {
    const [id] = await db('agents').insert({ email, name, role, password_hash: passwordHash, created_at: at.getTime() })
    return Number(id)
  }
  catch (error) {
    if (isTaken(error)) return undefined
    throw error
  }
}

/** Whoever signs in with this address; undefined for those who may no longer. */
export async function agentByEmail(db: Transaction, email: string) {
  const agent = await db('agents').where({ email, active: true }).first<{ id: number, email: string, name: string, locale: string, passwordHash: string | null } | undefined>(
    'id', 'email', 'name', 'locale', 'password_hash as passwordHash')
  // MariaDB takes "nádia" for "nadia"; attempts are counted by what was typed, and would begin anew with each accent.
  return agent?.email === email ? agent : undefined
}

/** Whose password is asked for again. */
export async function credentialsOf(db: Transaction, id: number) {
  return db('agents').where({ id }).first<{ email: string, passwordHash: string | null } | undefined>('email', 'password_hash as passwordHash')
}

/** Replaces the password, given as its hash. */
export async function savePassword(db: Transaction, id: number, passwordHash: string) {
  await db('agents').where({ id }).update({ password_hash: passwordHash })
}

/** Begins a session. */
export async function addSession(db: Transaction, { tokenHash, agentId, at, expiresAt, userAgent, awaitsCode }: NewSession) {
  await db('sessions').insert({
    token_hash: tokenHash, agent_id: agentId, created_at: at.getTime(), used_at: at.getTime(), expires_at: expiresAt.getTime(), user_agent: userAgent, awaits_code: awaitsCode,
  })
}

/** Lets a session in use live on. */
export async function prolongSession(db: Transaction, tokenHash: string, expiresAt: Date) {
  await db('sessions').where({ token_hash: tokenHash }).update({ expires_at: expiresAt.getTime() })
}

/** When a session was last used. */
export async function saveUse(db: Transaction, tokenHash: string, at: Date) {
  await db('sessions').where({ token_hash: tokenHash }).update({ used_at: at.getTime() })
}

/** Whose session it was; undefined when there is none. */
export async function removeSession(db: Transaction, tokenHash: string): Promise<number | undefined> {
  const session = await db('sessions').where({ token_hash: tokenHash }).first<{ agentId: number } | undefined>('agent_id as agentId')
  await db('sessions').where({ token_hash: tokenHash }).delete()
  return session?.agentId
}

/** Ends all sessions of an agent, but perhaps one; answers how many. */
export async function removeSessionsOf(db: Transaction, agentId: number, exceptHash = ''): Promise<number> {
  return db('sessions').where({ agent_id: agentId }).whereNot({ token_hash: exceptHash }).delete()
}

/** How often signing in failed for this subject (an address or a place it came from) after `since`. */
export async function countFailures(db: Transaction, subject: string, since: number): Promise<number> {
  const found = await db('sign_in_failures').where({ subject }).where('at', '>', since).count<{ failures: number }[]>({ failures: '*' })
  return Number(found[0]?.failures ?? 0)
}

/** Writes a failure down, before the password is looked at: attempts made at the same time count each other. */
export async function addFailures(db: Transaction, subjects: readonly string[], at: Date) {
  await db('sign_in_failures').insert(subjects.map(subject => ({ subject, at: at.getTime() })))
}

/** What this one attempt was counted under no longer counts; nor do older failures of `subject`. */
export async function forgetFailures(db: Transaction, { subjects, at, subject }: { subjects: readonly string[], at: Date, subject: string }) {
  await db('sign_in_failures').whereIn('subject', subjects).where({ at: at.getTime() }).delete()
  await db('sign_in_failures').where({ subject }).delete()
}

/** Removes sessions and invitations that ended before `now`, and failures up to `failuresUntil`. */
export async function removeSpent(db: Transaction, { now, failuresUntil }: { now: number, failuresUntil: number }) {
  await db('sessions').where('expires_at', '<=', now).delete()
  await db('invitations').where('expires_at', '<=', now).delete()
  await db('password_resets').where('expires_at', '<=', now).delete()
  await db('sign_in_failures').where('at', '<=', failuresUntil).delete()
}

/** Keeps a one-time link by the hash of its token. */
export async function addInvitation(db: Transaction, { tokenHash, agentId, expiresAt }: { tokenHash: string, agentId: number, expiresAt: number }) {
  await db('invitations').insert({ token_hash: tokenHash, agent_id: agentId, expires_at: expiresAt })
}

/** The invitation of this token, locked so that it serves once. */
export async function lockInvitation(db: Transaction, tokenHash: string): Promise<Invitation | undefined> {
  return db('invitations').where({ token_hash: tokenHash }).forUpdate().first('agent_id as agentId', 'expires_at as expiresAt', 'used_at as usedAt')
}

/** From now on the link is spent. */
export async function saveInvitationUsed(db: Transaction, tokenHash: string, at: Date) {
  await db('invitations').where({ token_hash: tokenHash }).update({ used_at: at.getTime() })
}
