import { Router, type Request } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { MailParser } from '../mail/ports.ts'
import { SourceInput, SourceTest, type SourceSettingsList } from './contract.ts'
import { joinIdentity, partIdentity } from './identities/actions.ts'
import { IdentityRequest, type IdentityAnswer } from './identities/contract.ts'
import { sourceList, sourceSettings } from './queries.ts'
import { addSource, setSource } from './settings/actions.ts'
import { tryOut } from './trying/actions.ts'

/** The lists and forums that are followed. */
export function sourceRoutes({ can, read, act }: Http<Permission>, { secrets, parser }: { secrets: Secrets, parser?: Pick<MailParser, 'parse'> }) {
  const routes = Router()
  const settings = (request: Request) => read(request, async (db): Promise<SourceSettingsList> => ({ sources: await sourceSettings(db) }))

  routes.get('/sources', can('tickets:read'), async (request, response) => {
    response.json(await read(request, sourceList))
  })

  routes.get('/sources/settings', can('mailboxes:manage'), async (request, response) => {
    response.json(await settings(request))
  })

  routes.post('/sources', can('mailboxes:manage'), async (request, response) => {
    const input = SourceInput.parse(request.body)
    await act(request, context => addSource(context, input, secrets))
    response.status(201).json(await settings(request))
  })

  routes.put('/sources/:id', can('mailboxes:manage'), async (request, response) => {
    const [id, input] = [idOf(request), SourceInput.parse(request.body)]
    await act(request, context => setSource(context, { id, input }, secrets))
    response.json(await settings(request))
  })

  routes.post('/sources/:id/identities', can('tickets:merge'), async (request, response) => {
    const [sourceId, input] = [idOf(request), IdentityRequest.parse(request.body)]
    response.json({ ticketIds: await act(request, context => joinIdentity(context, { sourceId, ...input })) } satisfies IdentityAnswer)
  })

  routes.delete('/sources/:id/identities/:handle', can('tickets:merge'), async (request, response) => {
    const at = { sourceId: idOf(request), handle: String(request.params['handle']) }
    response.json({ ticketIds: await act(request, context => partIdentity(context, at)) } satisfies IdentityAnswer)
  })

  routes.post('/sources/test', can('mailboxes:manage'), async (request, response) => {
    const { message } = SourceTest.parse(request.body)
    if (!parser) throw new Refusal('conflict', 'No messages are read here')
    response.json(await read(request, db => tryOut({ db, parser }, Buffer.from(message, 'utf8'))))
  })

  return routes
}
