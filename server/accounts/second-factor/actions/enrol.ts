import { randomBytes } from 'node:crypto'
import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { enrolmentUri, newOneTimeSecret } from '../../../platform/one-time-codes.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { attempt } from '../../actions/attempt.ts'
import { codeSubjects, keyOf } from '../../attempts.ts'
import { forgetFailures } from '../../store.ts'
import type { Enrolment } from '../contract.ts'
import { RECOVERY_CODES, recoveryCode, typedRecoveryCode } from '../recovery.ts'
import { lockFactor, saveConfirmed, saveFactor, saveRecoveryCodes } from '../store.ts'
import { useCode } from './show-factor.ts'

type Own = Context & { actor: { kind: 'agent', id: number } }
type Place = { secrets: Secrets, issuer: string, email: string }

/** Makes the secret that the telephone will share. Until a code has confirmed it, signing in is as before; asked for again, another is made. */
export async function beginEnrolment(context: Own, { secrets, issuer, email }: Place): Promise<Enrolment> {
  const { db, now, actor } = context
  const factor = await lockFactor(db, actor.id)
  if (factor?.confirmedAt != null) throw new Refusal('conflict', 'There is a second factor already: turn it off first')
  const secret = newOneTimeSecret()
  await saveFactor(db, actor.id, { secretSealed: secrets.seal(secret), at: now })
  await log(context, { did: 'second-factor.begun' })
  return { secret, uri: enrolmentUri(secret, issuer, email) }
}

type Confirming = { database: Database, secrets: Secrets, now: Date }

/** A first code proves that the telephone has the secret: from now on it is asked for. Answers the recovery codes, which are shown once. */
export async function confirmEnrolment({ database, secrets, now }: Confirming, agentId: number, { code, address }: { code: string, address: string }): Promise<string[]> {
  const subjects = codeSubjects(agentId, address)
  await attempt({ database, now }, subjects, () => Promise.resolve())
  return database.transaction(async (db) => {
    const factor = await lockFactor(db, agentId)
    if (!factor || factor.confirmedAt !== null) throw new Refusal('conflict', 'No second factor is being set up')
    if (!await useCode(db, secrets, { agentId, code, now, ...factor })) throw new Refusal('invalid', 'The code is wrong: is the clock of the telephone right?')
    await saveConfirmed(db, agentId, now)
    await forgetFailures(db, { subjects: subjects.map(keyOf), at: now, subject: `code ${agentId}` })
    const context: Own = { db, now, actor: { kind: 'agent', id: agentId } }
    await log(context, { did: 'second-factor.turned-on' })
    return makeRecoveryCodes(context)
  })
}

/** New recovery codes; the former ones serve no more. */
export async function renewRecoveryCodes(context: Own): Promise<string[]> {
  const factor = await lockFactor(context.db, context.actor.id)
  if (factor?.confirmedAt == null) throw new Refusal('conflict', 'There is no second factor')
  await log(context, { did: 'second-factor.recovery-codes-renewed' })
  return makeRecoveryCodes(context)
}

async function makeRecoveryCodes({ db, actor }: Own): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(16)))
  await saveRecoveryCodes(db, actor.id, codes.map(code => sha256(typedRecoveryCode(code) ?? code)))
  return codes
}
