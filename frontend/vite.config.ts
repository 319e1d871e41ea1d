import { readFileSync } from 'node:fs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** In dev mode the page asks for the same stable names as in production. */
function stableNames(): Plugin {
  return {
    name: 'stable-names',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url === '/assets/main.js') request.url = '/src/main.ts'
        if (request.url === '/assets/main.css') request.url = '/src/styles/main.css?direct'
        next()
      })
    },
  }
}

/** The faces that are served come with their licences. */
function fontLicences(): Plugin {
  return {
    name: 'font-licences',
    apply: 'build',
    generateBundle() {
      const sources = ['pretendard/dist/LICENSE.txt', '@fontsource-variable/jetbrains-mono/LICENSE']
      const source = sources.map((path) => readFileSync(`node_modules/${path}`, 'utf8')).join('\n\n')
      this.emitFile({ type: 'asset', fileName: 'assets/fonts/LICENSES.txt', source })
    },
  }
}

/**
 * Builds `dist/assets/main.js` and `dist/assets/main.css` (stable names, the Qute pages link them)
 * and hashed chunks and fonts beside them.
 */
export default defineConfig(async ({ command, mode }) => ({
  // Tests run the reactive state as the browser does.
  ...(mode === 'test' ? { resolve: { conditions: ['browser'] } } : {}),
  plugins: [
    svelte(),
    stableNames(),
    fontLicences(),
    ...(command === 'serve' && mode === 'development' ? [(await import('./dev/server.ts')).fakeServer()] : []),
  ],
  publicDir: false as const,
  build: {
    outDir: 'dist',
    target: 'es2023',
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { main: 'src/main.ts' },
      output: {
        entryFileNames: 'assets/main.js',
        chunkFileNames: 'assets/chunks/[name]-[hash].js',
        assetFileNames: (asset: { names: string[] }) =>
          asset.names.some((name) => name.endsWith('.css')) ? 'assets/main.css' : 'assets/fonts/[name]-[hash][extname]',
      },
    },
  },
  server: { port: 5173, strictPort: false },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
}))
