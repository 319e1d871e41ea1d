import './styles/main.css'
import { mount } from 'svelte'
import App from './components/App.svelte'
import { Lab } from './lab/lab.svelte'
import { preferences, showTheme } from './lab/preferences.svelte'
import type { Socket } from './lab/stream'
import { readLanguage } from './wire'

// Every page that loads this script shows the chosen theme; the lab itself starts where its element is.
showTheme(preferences.theme)

const target = document.getElementById('app')
const session = target?.dataset['session']
if (target && session) {
  const language = readLanguage(target.dataset['language'])
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/sessions/${encodeURIComponent(session)}/stream`
  const lab = new Lab({ session, language, name: target.dataset['name'] ?? '', openSocket: () => new WebSocket(address) as Socket })
  document.documentElement.lang = language
  lab.connect()
  target.replaceChildren()
  mount(App, { target, props: { lab } })
}
