import type { Transaction } from '../../../platform/db.ts'
import { stepOf } from '../../../platform/one-time-codes.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { typedRecoveryCode } from '../recovery.ts'
import { lockFactor, saveStep, spendRecoveryCode } from '../store.ts'

type Shown = { agentId: number, code: string, now: Date }

/** Whether the code of the telephone, or a recovery code, is right; each serves once. */
export async function showFactor(db: Transaction, secrets: Secrets, { agentId, code, now }: Shown): Promise<'code' | 'recovery code' | undefined> {
  const factor = await lockFactor(db, agentId)
  if (factor?.confirmedAt == null) return undefined
  const typed = typedRecoveryCode(code)
  if (typed) return await spendRecoveryCode(db, agentId, { digest: sha256(typed), at: now }) ? 'recovery code' : undefined
  return await useCode(db, secrets, { agentId, code, now, ...factor }) ? 'code' : undefined
}

/** Whether the code of the telephone is right and newer than the last one that was used. */
export async function useCode(db: Transaction, secrets: Secrets, { agentId, code, now, secretSealed, lastStep }: Shown & { secretSealed: string, lastStep: number }): Promise<boolean> {
  const step = stepOf(code.replace(/\s/g, ''), secrets.open(secretSealed), now)
  if (step === undefined || step <= lastStep) return false
  await saveStep(db, agentId, step)
  return true
}
