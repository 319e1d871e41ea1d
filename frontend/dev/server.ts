import type { Plugin } from 'vite'

/** Serves a recorded-like lab to the dev page, so that the front end can be worked on alone. */
export function fakeServer(): Plugin {
  return { name: 'fake-server' }
}
