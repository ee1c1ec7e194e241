import type { Permission } from '../../../server/accounts/contract.ts'

type Group = 'tickets' | 'messages' | 'runs' | 'hosting' | 'mailboxes' | 'team'

const groupOf: Record<Permission, Group> = {
  'tickets:read': 'tickets', 'tickets:note': 'tickets', 'tickets:take': 'tickets', 'tickets:status': 'tickets', 'tickets:open': 'tickets', 'tickets:merge': 'tickets',
  'tickets:reply': 'messages', 'messages:source': 'messages', 'messages:redact': 'messages', 'outbox:read': 'messages', 'outbox:manage': 'messages',
  'runs:read': 'runs', 'runs:work': 'runs', 'runs:approve': 'runs', 'runs:secrets': 'runs', 'workflows:manage': 'runs',
  'hosting:read': 'hosting', 'hosting:prove': 'hosting',
  'mailboxes:read': 'mailboxes', 'mailboxes:manage': 'mailboxes', 'intakes:read': 'mailboxes', 'intakes:manage': 'mailboxes',
  'agents:read': 'team', 'agents:manage': 'team', 'roles:manage': 'team', 'audit:read': 'team',
}

/** Every permission, under what it is about. A new one does not compile until it has its place, and its words below `permission`. */
export const permissionGroups: readonly { group: Group, permissions: readonly Permission[] }[] = (['tickets', 'messages', 'runs', 'hosting', 'mailboxes', 'team'] as const)
  .map(group => ({ group, permissions: (Object.keys(groupOf) as Permission[]).filter(permission => groupOf[permission] === group) }))

/** A permission as it is called in the locales, where a colon cannot stand in a name. */
export const wordOf = (permission: Permission) => permission.replace(':', '-')
