import ui from '@nuxt/ui/vue-plugin'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Permission, Session } from '../../../server/accounts/contract.ts'
import { sessionQuery } from '../accounts/session.ts'
import { i18n } from '../i18n.ts'
import { makeQueryClient } from '../query-client.ts'
import { session } from './given.ts'

type Options = { props?: Record<string, unknown>, at?: string, page?: Component, signedIn?: boolean, may?: readonly Permission[] }

/** A component in the page, as the console shows it: its language, its routes, and somebody signed in; `may`: what they may do besides. */
export async function show(component: Component, { props = {}, at = '/', page = component, signedIn = true, may = [] }: Options = {}) {
  const client = makeQueryClient(() => client.setQueryData(sessionQuery.queryKey, null))
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } })
  const reader: Session = { ...session, permissions: [...session.permissions, ...may] }
  if (signedIn) client.setQueryData(sessionQuery.queryKey, reader)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'list', component: page },
      { path: '/tickets/:id', name: 'ticket', component: page },
      { path: '/connexion', name: 'sign-in', component: page },
      { path: '/invitation', name: 'invitation', component: page },
      { path: '/mot-de-passe-oublie', name: 'forgot', component: page },
      { path: '/reception', name: 'intakes', component: page },
      { path: '/reglages/:section?', name: 'settings', component: page },
      { path: '/reglages/parcours/:name', name: 'workflow', component: page },
      { path: '/envois', name: 'outbox', component: page },
      { path: '/parcours', name: 'runs', component: page },
      { path: '/parcours/bilan', name: 'figures', component: page },
      { path: '/parcours/:id', name: 'run', component: page },
      { path: '/domaines', name: 'surveys', component: page },
      { path: '/domaines/:id', name: 'survey', component: page },
    ],
  })
  await router.push(at)
  const wrapper = mount(component, { props, attachTo: document.body, global: { plugins: [i18n, [VueQueryPlugin, { queryClient: client }], router, ui] } })
  return { wrapper, router, client }
}
