import type { Change, ChecklistItem, Decision, Entry, Fact, Json, JsonObject } from './messages'

/** Narrower readings of the generated message types, and the two answers of the REST twin that the page reads. */

export type { Json, JsonObject }

export type Language = 'ko' | 'en'

export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>
export type ChangeEntry = Change
export type DecisionEntry = Decision

export type ItemState = 'met' | 'unmet' | 'failed'

export function itemState(item: ChecklistItem): ItemState {
  return item.state === 'met' || item.state === 'failed' ? item.state : 'unmet'
}

export function readLanguage(tag: string | undefined): Language {
  return tag === 'en' ? 'en' : 'ko'
}

/** The exercise as `GET /api/sessions/{id}/exercise` gives it. */
export interface Exercise {
  id: string
  title: string
  html: string
  minutes: number
  /** Sections of the article. */
  teaches?: string[]
  /** There once everything that is needed is met. */
  solution?: string | null
  previous?: Neighbour | null
  next?: Neighbour | null
  furtherExercises?: Neighbour[]
  reading?: { title: string; url: string }[]
}

export interface Neighbour {
  id: string
  title: string
}

/** A line of `GET /api/sessions/{id}/exercises`. */
export interface ExerciseLine {
  id: string
  title: string
  summary: string
  kind: 'article' | 'lesson' | 'incident'
  minutes: number
  state: 'new' | 'begun' | 'complete'
  current: boolean
  met: number
  needed: number
  practice?: Practice | null
}

/** What a person has done in an exercise, in all their labs together. */
export interface Practice {
  begun: number
  hints: number
  workedSeconds: number
  /** Points that help cost in the best complete run. */
  cost?: number | null
}

/** The answer of `POST /api/sessions/{id}/check`. Times are virtual milliseconds. */
export interface CheckResult {
  from: number
  until: number
  complete: boolean
  cutShort: boolean
  items: CheckedItem[]
  happened: { time: number; actor: string; object: string; reason: string; text: string }[]
}

export interface CheckedItem {
  id: string
  title: string
  optional: boolean
  inFuture: boolean
  before: ItemState
  after: ItemState
  time?: number | null
  found: string
  wanted: string
}

/** How an own client connects and whether one has, as `GET /api/sessions/{id}/client` gives it. */
export interface OwnConnection {
  server: string
  line: string
  client: string
  lastSeen: string | null
  requests: number
  open: number
}

/** Facts of a decision in one line, each with its name in the learner's language. */
export function factsText(facts: readonly Fact[]): string {
  return facts.map((fact) => `${fact.label || fact.name} ${valueText(fact.value)}`).join(' · ')
}

function valueText(value: Json): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, each]) => `${key}=${valueText(each)}`).join(' ')
  return value === null ? '–' : String(value)
}
