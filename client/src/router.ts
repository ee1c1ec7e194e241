import type { QueryClient } from '@tanstack/vue-query'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { sessionQuery } from './accounts/session.ts'

const ConsolePage = () => import('./tickets/ConsolePage.vue')
const SurveyPage = () => import('./surveys/SurveyPage.vue')

/** The pages. All but those marked open ask for a session first; what cannot be asked is left to the page, which can try again. */
export function makeRouter(client: QueryClient) {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      // One page for both, so that the list stays as it is while tickets are opened and closed.
      { path: '/', name: 'list', component: ConsolePage },
      { path: '/tickets/:id(\\d+)', name: 'ticket', component: ConsolePage },
      { path: '/reglages/:section?', alias: '/settings/:section?', name: 'settings', component: () => import('./settings/SettingsPage.vue') },
      { path: '/reglages/parcours/:name', alias: '/settings/parcours/:name', name: 'workflow', component: () => import('./workflows/WorkflowPage.vue') },
      { path: '/envois', alias: '/outbox', name: 'outbox', component: () => import('./outbox/OutboxPage.vue') },
      { path: '/reception', alias: '/intakes', name: 'intakes', component: () => import('./intakes/IntakePage.vue') },
      { path: '/parcours', alias: '/runs', name: 'runs', component: () => import('./runs/board/BoardPage.vue') },
      { path: '/parcours/bilan', alias: '/runs/figures', name: 'figures', component: () => import('./runs/figures/FiguresPage.vue') },
      { path: '/parcours/:id(\\d+)', alias: '/runs/:id(\\d+)', name: 'run', component: () => import('./runs/RunPage.vue') },
      { path: '/domaines', alias: '/domains', name: 'surveys', component: SurveyPage },
      { path: '/domaines/:id(\\d+)', alias: '/domains/:id(\\d+)', name: 'survey', component: SurveyPage },
      { path: '/connexion', alias: '/sign-in', name: 'sign-in', component: () => import('./accounts/SignInPage.vue'), meta: { open: true } },
      { path: '/invitation', name: 'invitation', component: () => import('./accounts/InvitationPage.vue'), meta: { open: true } },
      { path: '/mot-de-passe-oublie', alias: '/forgot-password', name: 'forgot', component: () => import('./accounts/ForgotPage.vue'), meta: { open: true } },
      { path: '/nouveau-mot-de-passe', name: 'reset', component: () => import('./accounts/ResetPage.vue'), meta: { open: true } },
      { path: '/second-facteur', alias: '/second-factor', name: 'enrol', component: () => import('./accounts/EnrolPage.vue') },
      { path: '/:rest(.*)*', name: 'missing', component: () => import('./ui/MissingPage.vue'), meta: { open: true } },
    ],
  })
  router.beforeEach(async (to) => {
    if (to.meta['open']) return true
    const session = await client.ensureQueryData(sessionQuery).catch(() => undefined)
    if (session === null) return signInFor(to)
    return session?.mustEnrol && to.name !== 'enrol' ? enrolFor(to) : true
  })
  return router
}

/** Signing in, and back here. */
export const signInFor = (place: RouteLocationNormalized, expired = false) =>
  ({ name: 'sign-in', query: { ...(place.fullPath === '/' ? {} : { next: place.fullPath }), ...(expired ? { expired: null } : {}) } })

/** A second factor is set up first, then back here. */
export const enrolFor = (place: RouteLocationNormalized) => ({ name: 'enrol', query: place.fullPath === '/' ? {} : { next: place.fullPath } })
