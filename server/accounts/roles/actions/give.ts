import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { builtInRoles, type Permission } from '../../contract.ts'
import { isBuiltIn, lacking, permissionsOf } from '../../permissions.ts'
import { permissionsHeld } from '../../queries.ts'
import { lockRole, roleNames } from '../store.ts'

/** Refuses whoever would give, take or touch a permission they do not have themselves. */
export async function mustHold({ db, actor }: Pick<Context, 'db' | 'actor'>, permissions: readonly Permission[]) {
  const missing = lacking(await permissionsHeld(db, actor), permissions)
  if (missing.length > 0) throw new Refusal('forbidden', `This takes permissions that you do not have yourself: ${missing.join(', ')}`)
}

const inOrder = (names: readonly string[]) => [...builtInRoles, ...names.filter(name => !isBuiltIn(name)).sort()]

/** The role that is about to be given, locked until the end of the transaction; refused when there is none, or when it may more than who gives it. */
export async function lockGivenRole(context: Context, name: string) {
  const role = await lockRole(context.db, name)
  if (!role) throw new Refusal('invalid', `“${name}” is not a role: choose ${inOrder(await roleNames(context.db)).join(', ')}`)
  await mustHold(context, permissionsOf(role.name, role.kept))
}
