import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Http } from '../../platform/http.ts'
import { FiguresQuery, FiguresSheet, type FiguresAnswer } from './contract.ts'
import { figures } from './queries.ts'
import { figuresSheet } from './sheet.ts'

/** What runs came to in a year, or between any two days. Mounted before the routes of one run. */
export function figuresRoutes({ can, read }: Http<Permission>, { clock }: { clock: () => Date }) {
  const routes = Router()
  const now = () => clock().getTime()

  routes.get('/runs/figures', can('runs:read'), async (request, response) => {
    const query = FiguresQuery.parse(request.query)
    response.json(await read(request, db => figures(db, query, now())) satisfies FiguresAnswer)
  })

  routes.get('/runs/figures.csv', can('runs:read'), async (request, response) => {
    const { lang, ...query } = FiguresSheet.parse(request.query)
    const { figures: found } = await read(request, db => figures(db, query, now()))
    if (!found) throw new Refusal('not-found', 'This workflow has no runs')
    const name = `${lang === 'fr' ? 'bilan' : 'figures'}-${found.workflow.name}-${found.from}-${found.to}.csv`
    response.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` }).send(figuresSheet(found, lang))
  })

  return routes
}
