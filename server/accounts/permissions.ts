import type { Permission, Role } from './contract.ts'

const volunteer: readonly Permission[] = [
  'tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'tickets:reply', 'tickets:open', 'tickets:merge', 'outbox:read', 'agents:read',
]
// A raw message shows what the page hides: routes, hidden recipients, tracking. Mailboxes show how the house is wired.
const staff: readonly Permission[] = [...volunteer, 'messages:source', 'mailboxes:read', 'outbox:manage']
const administrator: readonly Permission[] = [...staff, 'mailboxes:manage', 'agents:manage', 'roles:manage', 'audit:read']

const permissionsOfRole: Record<Role, readonly Permission[]> = { volunteer, staff, administrator }

/** What this role may do. */
export const permissionsOf = (role: Role): readonly Permission[] => permissionsOfRole[role]

/** Whether this role may do it. */
export const may = (role: Role, permission: Permission): boolean => permissionsOf(role).includes(permission)
