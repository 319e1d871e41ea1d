import type { Act, Decision, Entry, Json, Step } from '../messages'
import { day, timeOfDay, type Texts } from '../texts'

/** One thing that happened, with what it led to directly. */
export interface Row {
  entry: Entry
  /** Changes, refusals and reads that name this entry as their cause. */
  effects: Entry[]
}

/** What one act (or the cluster by itself) set off, as long as nothing else came between. */
export interface Chapter {
  /** The act; undefined for what nobody asked for. */
  act: Act | undefined
  /** The first chapter of the same act, if something else came between. */
  continues: Chapter | undefined
  /** Position of the first entry. */
  position: number
  /** When the act was done, also in a chapter that continues it. */
  time: number
  rows: Row[]
  /** What the act itself changed. */
  effects: Entry[]
}

export interface TellFilter {
  controller: string
  object: string
}

/**
 * Groups the log by cause: act → decisions → changes. Feed it entries in order; only the last chapter grows, so that
 * what is newest is always at the end. An act that goes on after another one gets a chapter that continues it.
 */
export class Telling {
  readonly chapters: Chapter[] = []
  readonly controllers = new Set<string>()
  private readonly chapterOf = new Map<number, Chapter>()
  private readonly rowOf = new Map<number, Row>()
  private read = 0

  follow(entries: readonly Entry[]): void {
    for (; this.read < entries.length; this.read++) this.take(entries[this.read] as Entry)
  }

  clear(): void {
    this.chapters.length = 0
    this.controllers.clear()
    this.chapterOf.clear()
    this.rowOf.clear()
    this.read = 0
  }

  private take(entry: Entry): void {
    if (entry.type === 'output' || entry.type === 'exit') {
      const chapter = this.chapterOf.get(entry.cause)
      if (chapter) this.chapterOf.set(entry.position, chapter)
      return
    }
    if (isCheckpoint(entry)) return
    const chapter = entry.type === 'act' ? this.open(entry, entry) : (this.chapterOf.get(entry.cause) ?? this.byItself(entry))
    this.chapterOf.set(entry.position, chapter)
    if (entry.type === 'act') return
    if (entry.type === 'decision') {
      this.controllers.add(entry.controller)
      this.addRow(chapter, entry)
      return
    }
    const cause = this.rowOf.get(entry.cause)
    if (cause?.entry.type === 'decision') cause.effects.push(entry)
    else if (chapter.act && entry.cause === chapter.act.position) chapter.effects.push(entry)
    else this.addRow(chapter, entry)
  }

  private addRow(root: Chapter, entry: Entry): void {
    if (isNoise(entry)) return
    const row = { entry, effects: [] }
    const last = this.chapters.at(-1)
    const chapter = last && (last.continues ?? last) === root ? last : this.open(root.act, entry, root)
    chapter.rows.push(row)
    this.rowOf.set(entry.position, row)
  }

  private byItself(entry: Entry): Chapter {
    const last = this.chapters.at(-1)
    // A goal is met by what was done last, whoever wrote it down.
    return last && (!last.act || entry.type === 'achieved') ? (last.continues ?? last) : this.open(undefined, entry)
  }

  private open(act: Act | undefined, first: Entry, continues?: Chapter): Chapter {
    const chapter = { act, continues, position: first.position, time: continues?.time ?? first.time, rows: [], effects: [] }
    this.chapters.push(chapter)
    return chapter
  }
}

/** How a session stood is written down for going back to it; it is nothing that anybody did. */
function isCheckpoint(entry: Entry): boolean {
  return entry.type === 'act' && entry.kind === 'checkpoint'
}

/** Whether a row is worth a line: bookkeeping that no person asks about is left out. */
export function isNoise(entry: Entry): boolean {
  return entry.type === 'change' && (entry.kind === 'Event' || entry.kind === 'Lease')
}

export function matches(row: Row, filter: TellFilter): boolean {
  if (filter.controller !== '') {
    const who = row.entry.type === 'decision' ? row.entry.controller : row.entry.actor
    if (who !== filter.controller) return false
  }
  if (filter.object === '') return true
  const wanted = filter.object.toLowerCase()
  return [row.entry, ...row.effects].some((entry) => nameOf(entry).toLowerCase().includes(wanted))
}

/** What an act other than a command was, in a sentence; `title` names exercises and items. */
export function actWords(act: Act, words: Texts['story']['acts'], title: (id: string) => string): string {
  const [verb = '', ...rest] = act.text.split(' ')
  const object = rest.join(' ')
  switch (`${act.kind} ${verb}`) {
    case 'session start': return words.start
    case 'session language': return words.language
    case 'session prepare': return words.prepare
    case 'click save': return words.save(object)
    case 'click rename': return words.rename(rest.join(' → '))
    case 'click remove': return words.remove(object)
    case 'clock pause': return words.pause
    case 'clock run': return words.run
    case 'clock step': return words.step
    case 'clock next': return words.next
    case 'clock speed': return words.speed(String(act.details['speed'] ?? ''))
    case 'clock jump': return words.jump(instant(act.details['to']))
  }
  if (act.kind === 'exercise') return words.exercise(title(act.text))
  if (act.kind === 'hint') return words.hint(title(act.text))
  if (act.kind === 'check') return words.check
  if (act.kind === 'skip') return words.skip(title(act.text))
  if (act.kind === 'event') return words.event
  if (act.kind === 'question') return words.question
  if (act.kind === 'fault') return words.fault(act.text)
  if (act.kind === 'client') return words.client(act.text, String(act.details['client'] ?? ''))
  return words.other(act.text)
}

function instant(value: Json | undefined): string {
  return typeof value === 'number' ? `${day(value)} ${timeOfDay(value, false)}` : String(value ?? '')
}

/** What a decision comes to: its reasons, without those for mere bookkeeping if there are others. */
export function decisionWords(decision: Decision): string {
  const told = decision.steps.filter((step) => step.reason !== 'event' && step.text)
  const real = told.filter((step) => !isBookkeeping(step))
  const texts = (real.length > 0 ? real : told).map((step) => step.text)
  return [...new Set(texts)].join(' ') || decision.text
}

/** A decision that only writes down what it counted. */
export function isQuiet(decision: Decision): boolean {
  return decision.steps.every((step) => step.reason === 'event' || isBookkeeping(step))
}

function isBookkeeping(step: Step): boolean {
  return step.reason.endsWith('.status') || step.reason === 'deployment.note-revision'
}

/** The object that an entry is about, as `kind/name` or a controller's key. */
export function nameOf(entry: Entry): string {
  switch (entry.type) {
    case 'change':
      return `${entry.kind}/${entry.name}`
    case 'decision':
      return `${entry.key} ${entry.steps.map((step) => step.target).join(' ')}`
    case 'read':
      return `${entry.resource}/${entry.name ?? ''}`
    case 'act':
      return entry.text
    case 'file':
      return entry.path
    case 'achieved':
      return entry.item
    case 'refusal':
    case 'output':
    case 'exit':
      return ''
  }
}
