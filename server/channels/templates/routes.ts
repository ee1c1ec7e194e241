import { Router, type Request } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import { mailLocales, mailNames, sampleMail } from '../../platform/mail-templates.ts'
import { mailSample, type Mailing } from './actions.ts'
import { MailLocale } from './contract.ts'

/** The templates of our mails, as they look with their samples. */
export function mailTemplateRoutes({ can, act }: Http<Permission>, { ids, mailing }: { ids: Ids, mailing: Mailing }) {
  const routes = Router()

  function sample({ params }: Request) {
    const locale = MailLocale.safeParse(params['locale'])
    const words = locale.success ? sampleMail(String(params['name']), locale.data) : undefined
    if (!words) throw new Refusal('not-found', 'There is no template of this name and language')
    return words
  }

  routes.get('/mail-templates', can('mailboxes:manage'), (_request, response) => {
    response.json({ names: mailNames(), locales: mailLocales })
  })

  routes.get('/mail-templates/:locale/:name', can('mailboxes:manage'), (request, response) => {
    response.json(sample(request))
  })

  routes.post('/mail-templates/:locale/:name/test', can('mailboxes:manage'), async (request, response) => {
    const [words, [outboxId = 0]] = [sample(request), await ids(1)]
    response.status(201).json({ outboxId, to: await act(request, context => mailSample(context, { words, outboxId }, mailing)) })
  })

  return routes
}
