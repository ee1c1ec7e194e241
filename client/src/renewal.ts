import { hasUnsaved } from './drafts.ts'

const RECENTLY = 60_000
const MARK = 'permanence.renewed'

/** A console that stays open over an update asks for parts the server no longer has: it begins anew, once, unless something is being written. */
export function renewWhenReplaced() {
  addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(MARK) ?? 0)
    if (!navigator.onLine || hasUnsaved() || Date.now() - last < RECENTLY) return
    sessionStorage.setItem(MARK, String(Date.now()))
    location.reload()
  })
}
