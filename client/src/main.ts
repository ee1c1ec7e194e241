import './main.css'
import ui from '@nuxt/ui/vue-plugin'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { sessionQuery } from './accounts/session.ts'
import { i18n } from './i18n.ts'
import { makeQueryClient } from './query-client.ts'
import { renewWhenReplaced } from './renewal.ts'
import { makeRouter } from './router.ts'
import { startTheme } from './ui/theme.ts'

startTheme()
renewWhenReplaced()
const queryClient = makeQueryClient(() => queryClient.setQueryData(sessionQuery.queryKey, null))
createApp(App).use(i18n).use(VueQueryPlugin, { queryClient }).use(makeRouter(queryClient)).use(ui).mount('#app')
