import type { Language } from '../wire'
import { en } from './en'
import { ko, type Texts } from './ko'

export type { Texts }
export const texts: Record<Language, Texts> = { ko, en }

/** The longest useful form of a span of time in two units at most: `350ms`, `4.2s`, `3m 20s`, `2h 5m`. */
export function duration(millis: number, words: Texts['duration']): string {
  const ms = Math.max(0, Math.round(millis))
  if (ms < 1000) return words.ms(String(ms))
  if (ms < 60_000) return words.s((ms / 1000).toFixed(ms < 10_000 ? 1 : 0).replace(/\.0$/, ''))
  const pair = (big: number, small: number, bigWord: (n: string) => string, smallWord: (n: string) => string) =>
    small === 0 ? bigWord(String(big)) : `${bigWord(String(big))} ${smallWord(String(small))}`
  const seconds = Math.floor(ms / 1000)
  if (seconds < 3600) return pair(Math.floor(seconds / 60), seconds % 60, words.m, words.s)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1440) return pair(Math.floor(minutes / 60), minutes % 60, words.h, words.m)
  return pair(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), words.d, words.h)
}

/** Virtual time of day with milliseconds; the cluster lives in UTC, as its objects' timestamps do. */
export function timeOfDay(millis: number, withMillis = true): string {
  return new Date(millis).toISOString().slice(11, withMillis ? 23 : 19)
}

export function day(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}
