import { afterEach, vi } from 'vitest'

// No test may ask the network for anything that it did not prepare itself.
vi.stubGlobal('fetch', () => Promise.reject(new Error('A test stubs fetch before it asks for something')))
// Frames are looked at, never loaded.
Object.assign(Reflect.get(window, 'happyDOM')?.settings ?? {}, { disableIframePageLoading: true, handleDisabledFileLoadingAsSuccess: true })
vi.stubGlobal('IntersectionObserver', class { observe() {} disconnect() {} })

afterEach(() => {
  document.body.innerHTML = ''
  localStorage.clear()
})
