import { Router, type Request } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { MailOut } from '../../outbox/release.ts'
import { RemoteFailure, Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { AddMailbox, IdentityChange, type MailboxSettingsList } from '../contract.ts'
import { addAddress, addMailbox, setIdentity } from './actions.ts'
import type { OpenMailbox } from './ports.ts'
import { mailboxList } from './queries.ts'
import { mailboxSettings, serversSeen, type RawMessages } from './settings/queries.ts'
import { accountOf, smtpAddressIn } from './url.ts'

type World = { mailOut: MailOut, bytes: RawMessages, secrets: Secrets, openMailbox?: OpenMailbox | undefined }

/** How the mailboxes fare, and in whose name they write. */
export function mailboxRoutes({ can, read, act }: Http<Permission>, { mailOut, bytes, secrets, openMailbox }: World) {
  const routes = Router()

  const settings = (request: Request) => read(request, async (db): Promise<MailboxSettingsList> => {
    const mailboxes = await mailboxSettings(db, mailOut)
    return { mailboxes: await Promise.all(mailboxes.map(async mailbox => ({ ...mailbox, seenServers: await serversSeen(db, mailbox.id, bytes) }))) }
  })

  routes.get('/mailboxes', can('mailboxes:read'), async (request, response) => {
    response.json(await read(request, mailboxList))
  })

  routes.get('/mailboxes/settings', can('mailboxes:manage'), async (request, response) => {
    response.json(await settings(request))
  })

  routes.post('/mailboxes', can('mailboxes:manage'), async (request, response) => {
    const { url, name, begin, identity } = AddMailbox.parse(request.body)
    const [address, called] = [smtpAddressIn(url), name === '' ? undefined : name]
    const account = address === undefined ? accountOf(url) : undefined
    if (account) await tryOut(account, openMailbox)
    await act(request, async (context) => {
      const id = account ? await addMailbox(context, secrets, { account, name: called, begin }) : await addAddress(context, { address: address ?? '', name: called })
      await setIdentity(context, id, identity)
    })
    response.status(201).json(await settings(request))
  })

  routes.put('/mailboxes/:id', can('mailboxes:manage'), async (request, response) => {
    const [id, change] = [idOf(request), IdentityChange.parse(request.body)]
    await act(request, context => setIdentity(context, id, change))
    response.json(await settings(request))
  })

  return routes
}

/** Connects once: what is mistyped is not added. */
async function tryOut(account: Parameters<OpenMailbox>[0], openMailbox: OpenMailbox | undefined) {
  if (!openMailbox) throw new Refusal('conflict', 'This installation reads no mailboxes')
  try { await (await openMailbox(account)).close() }
  catch (error) {
    if (error instanceof RemoteFailure) throw new Refusal('invalid', error.message)
    throw error
  }
}
