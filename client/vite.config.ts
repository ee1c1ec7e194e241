import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type PluginOption } from 'vite'

/** What turns our components into JavaScript and CSS; the tests of the console need the same. */
export function plugins(): PluginOption[] {
  return [
    vue(),
    ui({
      colorMode: false,
      root: import.meta.dirname,
      // Components and composables are imported by name, so that every file says what it uses.
      components: false,
      autoImport: false,
      dts: false,
      experimental: { componentDetection: ['Button', 'DropdownMenu', 'Input', 'Textarea', 'Modal', 'Slideover', 'Skeleton', 'Badge', 'Avatar', 'Kbd', 'FormField'] },
      theme: { colors: ['primary', 'warning', 'error'] },
      ui: { colors: { primary: 'emerald', neutral: 'stone', warning: 'amber', error: 'red' } },
      // The icons in use are bundled: none is ever asked of another site.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
    }),
  ]
}

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: plugins(),
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', reportCompressedSize: true },
  server: { proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
})
