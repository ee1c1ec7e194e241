import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { isBuiltIn, permissionsOf } from '../../permissions.ts'
import type { NewRole, RoleChange } from '../contract.ts'
import { insertRole, isRoleHeld, lockRole, removeRole as deleteRole, roleNames, saveRole } from '../store.ts'
import { mustHold } from './give.ts'

const alike = (name: string) => name.normalize('NFC').toLocaleLowerCase('fr')

/** A role of one's own, with permissions that its maker has. */
export async function addRole(context: Context, { name, permissions, secondFactor }: NewRole) {
  const { db, now } = context
  await mustHold(context, permissions)
  const isKnown = (await roleNames(db)).some(known => alike(known) === alike(name))
  if (isKnown || !await insertRole(db, { name, permissions, secondFactor, at: now })) throw new Refusal('conflict', `There is a role called ${name} already`)
  await log(context, { did: 'role.added', role: name, permissions: permissions.join(' '), secondFactor })
}

/** Other permissions for a role of one's own; whether a second factor is demanded, for any. Whoever has the role is concerned from their next request on. */
export async function changeRole(context: Context, name: string, { permissions, secondFactor }: RoleChange) {
  const { db } = context
  const role = await existing(context, name)
  if (permissions && isBuiltIn(name)) throw new Refusal('conflict', 'The permissions of a built-in role are the same everywhere: make a role of your own')
  await mustHold(context, [...permissionsOf(name, role.kept), ...permissions ?? []])
  await saveRole(db, name, { permissions, secondFactor })
  await log(context, { did: 'role.changed', role: name, secondFactor, ...(permissions ? { permissions: permissions.join(' ') } : {}) })
}

/** Removes a role of one's own that nobody has. */
export async function removeRole(context: Context, name: string) {
  const { db } = context
  const role = await existing(context, name)
  if (isBuiltIn(name)) throw new Refusal('conflict', 'A built-in role cannot be deleted')
  await mustHold(context, permissionsOf(name, role.kept))
  if (await isRoleHeld(db, name)) throw new Refusal('conflict', 'Somebody has this role: give them another one first')
  await deleteRole(db, name)
  await log(context, { did: 'role.removed', role: name })
}

async function existing({ db }: Context, name: string) {
  const role = await lockRole(db, name)
  if (!role) throw new Refusal('not-found', 'There is no such role')
  return role
}
