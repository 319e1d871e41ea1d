// Generated from the records in src/main/java/dev/reconcile/web by MessageTypesTest; do not edit.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export type ClientMessage =
  | ClientResume
  | ClientCommand
  | ClientInput
  | ClientEndInput
  | ClientInterrupt
  | ClientComplete
  | ClientClock
  | ClientSave
  | ClientRemove
  | ClientRename
  | ClientEditor
  | ClientResize
  | ClientHint
  | ClientSpeak

export interface ClientResume {
  type: 'resume'
  cursor: number
}

export interface ClientCommand {
  type: 'command'
  id: string
  line: string
}

export interface ClientInput {
  type: 'input'
  text: string
}

export interface ClientEndInput {
  type: 'end-input'
}

export interface ClientInterrupt {
  type: 'interrupt'
}

export interface ClientComplete {
  type: 'complete'
  id: string
  line: string
  cursor: number
}

export interface ClientClock {
  type: 'clock'
  action: string
  speed?: number | null
  to?: string | null
}

export interface ClientSave {
  type: 'save'
  path: string
  content: string
}

export interface ClientRemove {
  type: 'remove'
  path: string
}

export interface ClientRename {
  type: 'rename'
  path: string
  to: string
}

export interface ClientEditor {
  type: 'editor'
  path: string
  saved: boolean
  content?: string | null
}

export interface ClientResize {
  type: 'resize'
  columns: number
  rows: number
}

export interface ClientHint {
  type: 'hint'
  item: string
}

export interface ClientSpeak {
  type: 'language'
  language: string
}

export type ServerMessage =
  | Hello
  | Entries
  | Clock
  | Checklist
  | Completion
  | Editor
  | Busy
  | Trouble
  | Hint

export interface Hello {
  type: 'hello'
  session: string
  name: string
  language: string
  version: string
  position: number
  exercise: string
}

export interface Entries {
  type: 'entries'
  entries: Entry[]
}

export interface Clock {
  type: 'clock'
  now: number
  running: boolean
  speed: number
  nextDue?: number | null
}

export interface Checklist {
  type: 'checklist'
  exercise: string
  items: ChecklistItem[]
  score: number
  total: number
  cost: number
  complete: boolean
  news: Told[]
  questions: Told[]
  hints: Hint[]
}

export interface Completion {
  type: 'completion'
  id: string
  start: number
  candidates: string[]
}

export interface Editor {
  type: 'editor'
  path: string
  content: string
}

export interface Busy {
  type: 'busy'
  running: boolean
}

export interface Trouble {
  type: 'problem'
  message: string
}

export interface Hint {
  type: 'hint'
  item: string
  tier: number
  tiers: number
  text: string
  cost: number
}

export type Entry =
  | Act
  | Read
  | Change
  | Decision
  | Refusal
  | File
  | Output
  | Exit
  | Achieved

export interface Act {
  type: 'act'
  position: number
  time: number
  actor: string
  cause: number
  kind: string
  text: string
  details: JsonObject
}

export interface Read {
  type: 'read'
  position: number
  time: number
  actor: string
  cause: number
  verb: string
  resource: string
  namespace: string
  name: string
}

export interface Change {
  type: 'change'
  position: number
  time: number
  actor: string
  cause: number
  verb: string
  apiVersion: string
  kind: string
  resource: string
  namespace: string
  name: string
  uid: string
  object?: JsonObject | null
  patch?: JsonObject | null
}

export interface Decision {
  type: 'decision'
  position: number
  time: number
  actor: string
  cause: number
  controller: string
  key: string
  saw: Fact[]
  wanted: Fact[]
  steps: Step[]
  text: string
}

export interface Refusal {
  type: 'refusal'
  position: number
  time: number
  actor: string
  cause: number
  target: string
  code: number
  reason: string
  message: string
}

export interface File {
  type: 'file'
  position: number
  time: number
  actor: string
  cause: number
  kind: string
  path: string
  content?: string | null
}

export interface Output {
  type: 'output'
  position: number
  time: number
  actor: string
  cause: number
  stream: string
  text: string
}

export interface Exit {
  type: 'exit'
  position: number
  time: number
  actor: string
  cause: number
  code: number
  directory: string
}

export interface Achieved {
  type: 'achieved'
  position: number
  time: number
  actor: string
  cause: number
  exercise: string
  item: string
}

export interface ChecklistItem {
  id: string
  title: string
  state: string
  metAt?: number | null
  failedAt?: number | null
  found?: string | null
  wanted?: string | null
  optional: boolean
  weight: number
  inFuture: boolean
  tiers: number
  nextCost?: number | null
}

export interface Told {
  id: string
  text: string
}

export interface Fact {
  name: string
  label: string
  value: Json
}

export interface Step {
  action: string
  target: string
  reason: string
  text: string
}
