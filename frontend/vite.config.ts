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
