import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { MemberChange, type Invited, type Member } from '../../../server/accounts/team/contract.ts'
import { useSending } from '../ui/useSending.ts'
import { useTeam } from './useTeam.ts'

/** Changing one agent, and what else can be done with an account. `said` tells what was done. */
export function useMember(member: () => Member) {
  const { t } = useI18n()
  const team = useTeam()
  const { sending, failure, run } = useSending()
  const [name, role, active] = [ref(member().name), ref(member().role), ref(member().active)]
  const [said, invited] = [ref<string>(), ref<Invited>()]
  const request = computed(() => MemberChange.safeParse({ name: name.value, role: role.value, active: active.value }))
  const wording = () => ({ conflict: t('team.refused'), forbidden: t('team.mightier') })

  async function act(work: () => Promise<unknown>, done: string) {
    said.value = undefined
    if (await run(work, wording())) said.value = done
  }

  async function save() {
    const { data } = request.value
    if (data) await act(() => team.change(member().id, data), t('settings.saved'))
  }

  return {
    name, role, active, said, invited, request, sending, failure, save,
    inviteAnew: () => act(async () => { invited.value = await team.inviteAnew(member().id) }, ''),
    endSessions: () => act(() => team.endSessions(member().id), t('team.sessionsEnded')),
    removeSecondFactor: () => act(() => team.removeSecondFactor(member().id), t('team.factorRemoved')),
  }
}
