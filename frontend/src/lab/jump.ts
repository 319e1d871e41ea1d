/** Where the clock may jump to: an instant ahead, or why not. */
export type Jump = { to: number } | { wrong: 'unreadable' | 'past' }

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads `+1h30m`, `90s`, `02:00` (the next one), `2026-11-25 02:00` and the ISO form; all in UTC. */
export function readJump(text: string, now: number): Jump {
  const input = text.trim()
  const span = /^\+?((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)$/.exec(input)
  if (span) {
    let millis = 0
    for (const [, amount, unit] of (span[1] as string).matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) millis += Number(amount) * (UNITS[unit as string] ?? 0)
    return { to: now + Math.round(millis) }
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(input)
  if (clock) {
    const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)]
    if (hours > 23 || minutes > 59 || seconds > 59) return { wrong: 'unreadable' }
    const midnight = Math.floor(now / 86_400_000) * 86_400_000
    const today = midnight + hours * 3_600_000 + minutes * 60_000 + seconds * 1000
    return { to: today > now ? today : today + 86_400_000 }
  }
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?Z?$/.exec(input)
  const instant = date ? Date.parse(`${date[1]}T${date[2] ?? '00:00'}Z`) : NaN
  if (Number.isNaN(instant)) return { wrong: 'unreadable' }
  return instant > now ? { to: instant } : { wrong: 'past' }
}
