import { isTaken, type Transaction } from '../../platform/db.ts'
import type { Permission } from '../contract.ts'

/** A role as it is kept; permissions are null for a built-in one. */
export type KeptRole = { name: string, kept: string | null, secondFactor: number }

/** The role of exactly this name, locked: it is neither deleted nor changed while it is given to somebody. */
export async function lockRole(db: Transaction, name: string): Promise<KeptRole | undefined> {
  const role = await db('roles').where({ name }).forUpdate().first<KeptRole | undefined>('name', 'permissions as kept', 'second_factor as secondFactor')
  // MariaDB takes "Staff" for "staff"; we do not.
  return role?.name === name ? role : undefined
}

export async function roleNames(db: Transaction): Promise<string[]> {
  return (await db('roles').select<{ name: string }[]>('name')).map(({ name }) => name)
}

/** False when there is such a role already. */
export async function insertRole(db: Transaction, { name, permissions, secondFactor, at }: { name: string, permissions: readonly Permission[], secondFactor: boolean, at: Date }): Promise<boolean> {
  try {
    await db('roles').insert({ name, permissions: JSON.stringify(permissions), second_factor: secondFactor, created_at: at.getTime() })
    return true
  }
  catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

export async function saveRole(db: Transaction, name: string, { permissions, secondFactor }: { permissions: readonly Permission[] | undefined, secondFactor: boolean }) {
  await db('roles').where({ name }).update({ second_factor: secondFactor, ...(permissions ? { permissions: JSON.stringify(permissions) } : {}) })
}

export async function removeRole(db: Transaction, name: string) {
  await db('roles').where({ name }).delete()
}

/** Whether anybody has it, active or not. */
export async function isRoleHeld(db: Transaction, name: string): Promise<boolean> {
  return await db('agents').where({ role: name }).first('id') !== undefined
}
