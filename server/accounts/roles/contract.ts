import { z } from 'zod'
import { Permission, Role } from '../contract.ts'

/** A role and what it may do. Of the three built-in ones only `secondFactor` may be changed. */
export const RoleRow = z.object({
  name: Role,
  isBuiltIn: z.boolean(),
  permissions: z.array(Permission),
  /** Whoever has the role must set up a second factor before anything else. */
  secondFactor: z.boolean(),
  /** How many agents have it, whether they are active or not. */
  agents: z.number().int(),
})
export type RoleRow = z.infer<typeof RoleRow>

/** GET /api/roles, and what every change of them answers. */
export const RoleList = z.object({ roles: z.array(RoleRow) })
export type RoleList = z.infer<typeof RoleList>

/** POST /api/roles */
export const NewRole = z.object({ name: Role, permissions: z.array(Permission), secondFactor: z.boolean() })
export type NewRole = z.infer<typeof NewRole>

/** POST /api/roles/:name; permissions are left out for a built-in role. DELETE removes a role that nobody has. */
export const RoleChange = z.object({ permissions: z.array(Permission).optional(), secondFactor: z.boolean() })
export type RoleChange = z.infer<typeof RoleChange>
