import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { TicketAnswer, TicketDetail } from '../../../../server/tickets/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { tell } from '../../ui/notice.ts'
import { useListChoice } from '../useListChoice.ts'

type Judged = { ticketId: number, otherId: number, intoId: number, reference: string }

/** Takes out again what was just merged. */
async function separate({ ticketId, otherId, intoId }: Judged) {
  const { merged } = await send({ method: 'GET', path: `/tickets/${intoId}` }, TicketDetail)
  const merge = merged.findLast(one => one.ticketId === (intoId === ticketId ? otherId : ticketId))
  if (merge) await send({ method: 'POST', path: `/merges/${merge.id}/undo` }, TicketAnswer)
}

/** The ticket that seems to be the same question as the one shown: they are joined, or said to be two. */
export function useDoubles(detail: Readonly<Ref<TicketDetail | undefined>>) {
  const { t } = useI18n()
  const [client, router] = [useQueryClient(), useRouter()]
  const { linkToTicket } = useListChoice()
  const double = computed(() => detail.value?.doubles[0])
  const refresh = () => client.invalidateQueries({ queryKey: keys.tickets })

  function joined(judged: Judged) {
    const undo = { words: t('double.separate'), run: () => separate(judged).finally(refresh) }
    tell({ words: t('double.joined', { reference: judged.reference }), undo })
    if (judged.intoId !== judged.ticketId) void router.push(linkToTicket(judged.intoId))
  }
  const joining = useMutation({
    mutationFn: ({ ticketId, otherId, intoId }: Judged) => {
      const fromId = intoId === ticketId ? otherId : ticketId
      return send({ method: 'POST', path: `/tickets/${fromId}/merge`, body: { intoId } }, TicketAnswer)
    },
    onSuccess: (_answer, judged) => joined(judged),
    onSettled: refresh,
  })
  const parting = useMutation({
    mutationFn: ({ ticketId, otherId }: Judged) => send({ method: 'POST', path: `/tickets/${ticketId}/not-double`, body: { otherId } }, TicketAnswer),
    onSettled: refresh,
  })

  function judged(): Judged | undefined {
    const [ticket, other] = [detail.value?.ticket, double.value]
    if (!ticket || !other) return undefined
    return { ticketId: ticket.id, otherId: other.id, intoId: other.intoId, reference: other.intoId === ticket.id ? ticket.reference : other.reference }
  }
  const by = (mutation: typeof joining | typeof parting) => () => {
    const wanted = judged()
    if (wanted && !joining.isPending.value && !parting.isPending.value) mutation.mutate(wanted)
  }
  return {
    double,
    join: by(joining),
    keepApart: by(parting),
    judging: computed(() => joining.isPending.value || parting.isPending.value),
    unjudged: computed(() => joining.error.value ?? parting.error.value),
  }
}
