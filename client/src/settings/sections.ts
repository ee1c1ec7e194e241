import type { Component } from 'vue'
import type { Permission } from '../../../server/accounts/contract.ts'

/** One page of the settings: its words are those of `section` in the locales, its address `/reglages/PATH`. */
export type Section = {
  name: string
  path: string
  icon: string
  /** Who sees it; null for whoever is signed in. */
  permission: Permission | null
  /** Fetched when it is first opened. It is shown below its title, and is given no properties. */
  page: () => Promise<{ default: Component }>
}

/** Every page of the settings, in the order of the menu. A new one is a line here, and its words. */
export const sections: readonly Section[] = [
  { name: 'account', path: 'compte', icon: 'i-lucide-circle-user', permission: null, page: () => import('../accounts/AccountSettings.vue') },
  { name: 'team', path: 'equipe', icon: 'i-lucide-users', permission: 'agents:manage', page: () => import('../accounts/TeamSettings.vue') },
  { name: 'roles', path: 'roles', icon: 'i-lucide-key-round', permission: 'roles:manage', page: () => import('../accounts/RoleSettings.vue') },
  { name: 'mailboxes', path: 'boites', icon: 'i-lucide-inbox', permission: 'mailboxes:manage', page: () => import('../channels/MailboxSettings.vue') },
  { name: 'sources', path: 'listes-et-forums', icon: 'i-lucide-messages-square', permission: 'mailboxes:manage', page: () => import('../sources/SourceSettings.vue') },
  { name: 'templates', path: 'modeles', icon: 'i-lucide-layout-template', permission: 'mailboxes:manage', page: () => import('../channels/TemplateSettings.vue') },
  { name: 'workflows', path: 'parcours', icon: 'i-lucide-route', permission: 'workflows:manage', page: () => import('../workflows/WorkflowSettings.vue') },
  { name: 'triggers', path: 'departs', icon: 'i-lucide-zap', permission: 'workflows:manage', page: () => import('../runs/triggers/TriggerSettings.vue') },
  { name: 'audit', path: 'journal', icon: 'i-lucide-scroll-text', permission: 'audit:read', page: () => import('../audit/AuditSettings.vue') },
]

/** The pages that somebody with these permissions may open. */
export const sectionsFor = (may: (permission: Permission) => boolean): Section[] => sections.filter(({ permission }) => permission === null || may(permission))
