export type Theme = 'system' | 'light' | 'dark'
export type PictureMode = 'both' | 'owners' | 'nodes' | 'table'

/** What a person set up for this browser; kept in its local storage. */
const DEFAULTS = {
  theme: 'system' as Theme,
  exerciseWidth: 320,
  pictureWidth: 0.42,
  storyHeight: 0.36,
  chartWidth: 0.44,
  checklistHeight: 0.44,
  exerciseShown: true,
  pictureMode: 'both' as PictureMode,
  systemShown: false,
  screenReader: false,
}

const KEY = 'reconcile.preferences'

function read(): typeof DEFAULTS {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<typeof DEFAULTS>) }
  } catch {
    // Unreadable or forbidden storage: the defaults are as good as anything.
    return { ...DEFAULTS }
  }
}

export const preferences = $state(read())

/** Keeps the preferences and shows the theme on the page. Call once, inside an effect root. */
export function keepPreferences(): void {
  $effect(() => {
    showTheme(preferences.theme)
    try {
      localStorage.setItem(KEY, JSON.stringify(preferences))
    } catch {
      // A browser that forbids storage forgets the layout; the lab itself lives on the server.
    }
  })
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** The theme that is on the screen now, whoever chose it. */
export function shownTheme(theme: Theme, systemDark: boolean): 'light' | 'dark' {
  return theme === 'system' ? (systemDark ? 'dark' : 'light') : theme
}
