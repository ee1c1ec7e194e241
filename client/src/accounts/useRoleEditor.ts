import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { Role, type Permission } from '../../../server/accounts/contract.ts'
import { RoleList, type RoleRow } from '../../../server/accounts/roles/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { useSending } from '../ui/useSending.ts'

/** A role being made (`row` undefined), changed or deleted. */
export function useRoleEditor(row: RoleRow | undefined, onDone: (name: string | undefined) => void) {
  const { t } = useI18n()
  const client = useQueryClient()
  const { sending, failure, run } = useSending()
  const [name, secondFactor, saved] = [ref(row?.name ?? ''), ref(row?.secondFactor ?? false), ref<string>()]
  const chosen = ref<Permission[]>([...row?.permissions ?? ['tickets:read' as const]])
  const ready = computed(() => Role.safeParse(name.value).success)
  const path = row ? `/roles/${encodeURIComponent(row.name)}` : '/roles'
  const wording = () => ({ conflict: t(row ? 'roles.held' : 'roles.known'), forbidden: t('roles.mightier') })
  const permissions = () => row?.isBuiltIn ? {} : { permissions: chosen.value }

  const ask = async (method: 'POST' | 'DELETE', body?: unknown) => {
    client.setQueryData(keys.roles, await send({ method, path, ...(body === undefined ? {} : { body }) }, RoleList))
    // What one may do oneself may have changed with it.
    await client.invalidateQueries({ queryKey: keys.session })
  }

  async function save() {
    saved.value = undefined
    const body = { ...(row ? {} : { name: name.value }), ...permissions(), secondFactor: secondFactor.value }
    if (!ready.value || !await run(() => ask('POST', body), wording())) return
    saved.value = t('settings.saved')
    onDone(name.value.trim())
  }

  async function remove() {
    if (await run(() => ask('DELETE'), wording())) onDone(undefined)
  }

  return { name, secondFactor, chosen, saved, ready, sending, failure, save, remove }
}
