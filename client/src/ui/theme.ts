import { computed, ref, watchEffect } from 'vue'
import { recall, remember } from './memory.ts'

/** Looks to choose from; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const chosen = recall('theme')
const preference = ref<Theme>(themes.find(theme => theme === chosen) ?? 'system')

/** The reader's choice of appearance, kept in this browser. */
export const theme = computed({
  get: () => preference.value,
  set: (wanted: Theme) => {
    preference.value = wanted
    remember('theme', wanted)
  },
})

/** Puts the page in the chosen appearance, and follows the device when that is the choice. */
export function startTheme() {
  const device = matchMedia('(prefers-color-scheme: dark)')
  const deviceIsDark = ref(device.matches)
  device.addEventListener('change', () => { deviceIsDark.value = device.matches })
  watchEffect(() => {
    const dark = preference.value === 'dark' || (preference.value === 'system' && deviceIsDark.value)
    document.documentElement.classList.toggle('dark', dark)
    document.documentElement.classList.toggle('light', !dark)
  })
}
