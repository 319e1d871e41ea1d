/**
 * The messages of the lab's stream, as the server defines them.
 * One interface per message; both unions are closed.
 */

export type Language = 'ko' | 'en'

// ---------------------------------------------------------------- client → server

export type ClientMessage =
  | Resume
  | CommandMessage
  | InputMessage
  | InterruptMessage
  | CompleteMessage
  | ClockAction
  | SaveMessage
  | EditorOutcome
  | ResizeMessage
  | HintRequest
  | LanguageMessage

export interface Resume { type: 'resume'; cursor: number }
export interface CommandMessage { type: 'command'; id: string; line: string }
export interface InputMessage { type: 'input'; text: string }
export interface InterruptMessage { type: 'interrupt' }
export interface CompleteMessage { type: 'complete'; id: string; line: string; cursor: number }
export interface ClockAction {
  type: 'clock'
  action: 'pause' | 'run' | 'step' | 'next' | 'speed' | 'jump'
  speed?: number
  to?: string
}
export interface SaveMessage { type: 'save'; path: string; content: string }
export interface EditorOutcome { type: 'editor'; path: string; saved: boolean; content: string }
export interface ResizeMessage { type: 'resize'; columns: number; rows: number }
export interface HintRequest { type: 'hint'; item: string }
/** From now on the server's texts come in this language; the client resumes from 0 to read the old ones again. */
export interface LanguageMessage { type: 'language'; language: Language }

// ---------------------------------------------------------------- server → client

export type ServerMessage =
  | Hello
  | Entries
  | ClockState
  | Checklist
  | Completion
  | EditorRequest
  | Busy
  | Problem
  | Hint

export interface Hello {
  type: 'hello'
  session: string
  name: string
  language: Language
  version: string
  position: number
  exercise: string
}
export interface Entries { type: 'entries'; entries: Entry[] }
/** Times are milliseconds since 1970 in the cluster's virtual time. */
export interface ClockState { type: 'clock'; now: number; running: boolean; speed: number; nextDue?: number | null }
export interface Checklist { type: 'checklist'; items: ChecklistItem[]; score: number; total: number }
export interface ChecklistItem {
  id: string
  title: string
  state: 'met' | 'unmet' | 'failed'
  metAt?: number | null
  found?: string | null
  wanted?: string | null
  optional?: boolean
}
export interface Completion { type: 'completion'; id: string; start: number; candidates: string[] }
export interface EditorRequest { type: 'editor'; path: string; content: string }
export interface Busy { type: 'busy'; running: boolean }
export interface Problem { type: 'problem'; message: string }
export interface Hint { type: 'hint'; item: string; tier: number; tiers: number; text: string }

// ---------------------------------------------------------------- log entries

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

interface EntryHead { position: number; time: number; actor: string; cause?: number | null }

export type Entry = EntryHead & (Act | Read | Change | Decision | Refusal | Output | Exit | FileWrite | Achieved)

export interface Act { type: 'act'; kind: 'session' | 'command' | 'click' | 'clock' | 'file' | 'fault' | 'exercise' | 'hint'; text: string }
export interface Read { type: 'read'; verb: string; resource: string; namespace?: string | null; name?: string | null }
export interface Change {
  type: 'change'
  verb: 'ADDED' | 'MODIFIED' | 'DELETED'
  apiVersion: string
  kind: string
  resource: string
  namespace?: string | null
  name: string
  uid: string
  /** The whole object, for ADDED. */
  object?: JsonObject
  /** A JSON merge patch from before to after, for MODIFIED (and for ADDED where the object does not come whole). */
  patch?: JsonObject
}
export interface Decision {
  type: 'decision'
  controller: string
  key: string
  trigger?: string | null
  saw?: Json
  wanted?: Json
  steps: DecisionStep[]
  text: string
}
export interface DecisionStep { action: string; target: string; reason: string; text: string }
export interface Refusal { type: 'refusal'; code: number; reason: string; message: string }
export interface Output { type: 'output'; stream: 'out' | 'err' | 'terminal'; text: string }
export interface Exit { type: 'exit'; code: number }
/** A file of the learner's home got this content; without content it is gone. */
export interface FileWrite { type: 'file'; path: string; content?: string | null }
/** An item of the checklist was met for good. */
export interface Achieved { type: 'achieved'; exercise: string; item: string }

export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>

/** The exercise as `GET /api/sessions/{id}/exercise` gives it. */
export interface Exercise { id: string; title: string; html: string; minutes?: number }
