import type { Transaction } from '../../platform/db.ts'

/** A second factor as it is kept: its secret sealed, and whether a code has confirmed it. */
export type KeptFactor = { secretSealed: string, confirmedAt: number | null, lastStep: number }

/** The second factor of an agent, locked so that each code serves once. */
export async function lockFactor(db: Transaction, agentId: number): Promise<KeptFactor | undefined> {
  return db('second_factors').where({ agent_id: agentId }).forUpdate().first('secret_sealed as secretSealed', 'confirmed_at as confirmedAt', 'last_step as lastStep')
}

/** Begins anew with this secret. */
export async function saveFactor(db: Transaction, agentId: number, { secretSealed, at }: { secretSealed: string, at: Date }) {
  await db('second_factors').where({ agent_id: agentId }).delete()
  await db('second_factors').insert({ agent_id: agentId, secret_sealed: secretSealed, created_at: at.getTime() })
}

/** The half-minute whose code was used. */
export async function saveStep(db: Transaction, agentId: number, step: number) {
  await db('second_factors').where({ agent_id: agentId }).update({ last_step: step })
}

/** From now on it is asked for. */
export async function saveConfirmed(db: Transaction, agentId: number, at: Date) {
  await db('second_factors').where({ agent_id: agentId }).update({ confirmed_at: at.getTime() })
}

/** Nothing is left of it, recovery codes included; answers whether there was one. */
export async function removeFactor(db: Transaction, agentId: number): Promise<boolean> {
  await db('recovery_codes').where({ agent_id: agentId }).delete()
  return await db('second_factors').where({ agent_id: agentId }).delete() > 0
}

/** Replaces the recovery codes, given by their digests. */
export async function saveRecoveryCodes(db: Transaction, agentId: number, digests: readonly string[]) {
  await db('recovery_codes').where({ agent_id: agentId }).delete()
  for (const digest of digests) await db('recovery_codes').insert({ agent_id: agentId, code_hash: digest, used_at: null })
}

/** Spends a recovery code; false when it is none, or has served. */
export async function spendRecoveryCode(db: Transaction, agentId: number, { digest, at }: { digest: string, at: Date }): Promise<boolean> {
  return await db('recovery_codes').where({ agent_id: agentId, code_hash: digest, used_at: null }).update({ used_at: at.getTime() }) === 1
}
