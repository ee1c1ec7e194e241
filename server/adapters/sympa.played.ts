import type { OpenPlayedList } from '../demo/ports.ts'
import { sympaSettings } from './sympa.settings.ts'
import { sympaList } from './sympa.sim.ts'

/** The lists of the demonstration: everybody may write, and the archive had its messages before. */
export const playedLists = (clock: () => Date): OpenPlayedList => ({ address, web, subscribers, footer, protectedDomains }) =>
  sympaList(sympaSettings({ address, web, subscribers, send: 'public', footer: { text: footer, as: 'mime' }, protects: { phrase: 'name_via_list', domains: protectedDomains } }), { clock, sequence: 1880 })
