import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { MailboxSettingsList, type AddMailbox, type IdentityChange } from '../../../server/channels/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The mailboxes with all that can be set of them, and what their keepers do. Each act answers when the list is up to date. */
export function useMailboxSettings() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: keys.mailboxSettings, queryFn: ({ signal }) => send({ method: 'GET', path: '/mailboxes/settings', signal }, MailboxSettingsList) })
  const keep = async (answer: Promise<MailboxSettingsList>) => {
    client.setQueryData(keys.mailboxSettings, await answer)
    await client.invalidateQueries({ queryKey: keys.senders })
  }
  return {
    ...list,
    add: (mailbox: AddMailbox) => keep(send({ method: 'POST', path: '/mailboxes', body: mailbox }, MailboxSettingsList)),
    change: (id: number, change: IdentityChange) => keep(send({ method: 'PUT', path: `/mailboxes/${id}`, body: change }, MailboxSettingsList)),
  }
}
