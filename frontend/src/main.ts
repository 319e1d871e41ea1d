import './styles/main.css'
import { mount } from 'svelte'
import App from './components/App.svelte'
import { Lab } from './lab/lab.svelte'
import { preferences, showTheme } from './lab/preferences.svelte'
import type { Socket } from './lab/stream'
import { readLanguage, type JsonObject } from './wire'

// Every page that loads this script shows the chosen theme; the lab itself starts where its element is.
showTheme(preferences.theme)

const target = document.getElementById('app')
const session = target?.dataset['session']
if (target && session) start(target, `/api/sessions/${encodeURIComponent(session)}`, session)

function start(target: HTMLElement, address: string, session: string): void {
  const lab = new Lab({
    session,
    language: readLanguage(target.dataset['language']),
    name: target.dataset['name'] ?? '',
    openSocket: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${address}/stream`) as Socket,
    ask: async <T>(path: string, body?: JsonObject) => {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
      const response = await fetch(address + path, body ? post : {})
      return response.ok ? ((await response.json()) as T) : undefined
    },
  })
  lab.connect()
  target.replaceChildren()
  mount(App, { target, props: { lab } })
}
