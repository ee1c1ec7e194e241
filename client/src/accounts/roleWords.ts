import { useI18n } from 'vue-i18n'
import { builtInRoles, type Role } from '../../../server/accounts/contract.ts'

const isBuiltIn = (role: Role) => (builtInRoles as readonly string[]).includes(role)

/** What a role is called: the three built-in ones in the reader's language, others as whoever made them did. */
export function useRoleWords() {
  const { t } = useI18n()
  return (role: Role) => isBuiltIn(role) ? t(`account.role.${role}`) : role
}
