import { builtInRoles, Permission, type BuiltInRole, type Role } from './contract.ts'

const volunteer: readonly Permission[] = [
  'tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'tickets:reply', 'tickets:open', 'tickets:merge', 'outbox:read', 'agents:read', 'runs:read', 'runs:work', 'hosting:read',
]
// A raw message shows what the page hides: routes, hidden recipients, tracking. Mailboxes show how the house is wired.
const staff: readonly Permission[] = [...volunteer, 'messages:source', 'messages:redact', 'mailboxes:read', 'outbox:manage', 'intakes:read', 'intakes:manage', 'runs:approve', 'runs:secrets', 'hosting:prove']
const administrator: readonly Permission[] = [...staff, 'mailboxes:manage', 'agents:manage', 'roles:manage', 'audit:read', 'workflows:manage']

const permissionsOfRole: Record<BuiltInRole, readonly Permission[]> = { volunteer, staff, administrator }

/** Whether it is one of the three that cannot be deleted nor given other permissions. */
export const isBuiltIn = (role: Role): role is BuiltInRole => (builtInRoles as readonly string[]).includes(role)

/** What a role may do; `kept` are the permissions of a role of one's own as they are stored. What this version does not know is left out. */
export function permissionsOf(role: Role, kept: string | null = null): readonly Permission[] {
  if (isBuiltIn(role)) return permissionsOfRole[role]
  const named: unknown = kept === null ? [] : JSON.parse(kept)
  return Permission.options.filter(permission => Array.isArray(named) && named.includes(permission))
}

/**
 * What of `wanted` is not held. Nobody gives, takes or touches what they do not have themselves: whoever manages agents can make
 * nobody mightier than they are, and cannot lower, lock out or impersonate somebody who is.
 */
export const lacking = (held: readonly Permission[], wanted: readonly Permission[]): Permission[] => wanted.filter(permission => !held.includes(permission))
