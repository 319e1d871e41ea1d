import { createContext } from 'svelte'
import type { Checklist, ChecklistItem, ClientMessage, Clock, Editor, Entry, ServerMessage } from '../messages'
import { readLanguage, type Exercise, type Language } from '../wire'
import { texts } from '../texts'
import { Assignment, type Ask } from './assignment.svelte'
import { History, type Tracked, type World } from './history'
import { picture, type PictureView } from './picture'
import { preferences } from './preferences.svelte'
import { Stream, type Connection, type Socket } from './stream'
import { Telling } from './tell'
import type { WorkloadView } from './workload'

export const [getLab, setLab] = createContext<Lab>()

/** What the terminal needs to hear at once, frame or no frame. */
export interface TerminalEar {
  follow(entries: readonly Entry[]): void
  busy(running: boolean): void
  completed(id: string, start: number, candidates: readonly string[]): void
  run(command: string): void
  paste(text: string): void
  refused(): void
  focus(): void
}

export type Tab = 'exercise' | 'terminal' | 'editor' | 'picture' | 'story'

export interface LabOptions {
  session: string
  language: Language
  name: string
  openSocket: () => Socket
  ask: Ask
  /** Runs once before the next frame; replaced in tests. */
  frame?: (work: () => void) => void
  monotonic?: () => number
}

/**
 * Everything that the page knows: the log with the worlds folded from it, the clock, the checklist, and where the
 * person looks. Components read it and call its verbs; it knows no components.
 */
export class Lab {
  readonly session: string
  readonly name: string
  readonly history = $state.raw(new History())
  readonly telling = $state.raw(new Telling())
  /** Counts frames in which new entries came; whatever reads the log depends on it. */
  revision = $state(0)
  /** Counts how often the log was read anew from the start. */
  epoch = $state(0)

  language = $state<Language>('ko')
  connection = $state<Connection>('connecting')
  version = $state('')
  clock = $state.raw<Clock & { at: number }>({ type: 'clock', now: 0, running: false, speed: 1, at: 0 })
  checklist = $state.raw<Checklist>({ type: 'checklist', exercise: '', items: [], score: 0, total: 0, cost: 0, complete: false, news: [], questions: [], hints: [] })
  exercise = $state.raw<Exercise | undefined>()
  editorRequest = $state.raw<Editor | undefined>()
  problem = $state.raw<{ text: string; id: number } | undefined>()

  /** Position that the page shows; undefined is now. */
  viewed = $state<number | undefined>()
  /** Uid of the object whose details are open. */
  selected = $state<string | undefined>()
  /** Uid of the Deployment in the chart, if the person chose one. */
  charted = $state<string | undefined>()
  /** The pane that a narrow window shows. */
  tab = $state<Tab>('terminal')
  /** What the work pane of a wide window shows. */
  work = $state<'terminal' | 'editor'>('terminal')
  /** A file that something other than the editor wants shown there. */
  wantedFile = $state.raw<{ path: string; content: string } | undefined>()

  readonly texts = $derived(texts[this.language])
  readonly world: World = $derived.by(() => {
    this.revision
    return this.viewed === undefined ? this.history.world : this.history.worldAt(this.viewed)
  })
  readonly picture: PictureView = $derived.by(() => {
    this.revision
    const now = this.viewed === undefined ? this.clock.now : (this.history.at(this.viewed)?.time ?? this.clock.now)
    return picture(this.world, this.history.births, now, preferences.systemShown)
  })
  readonly deployments: WorkloadView[] = $derived(this.picture.workloads.filter((each) => each.kind === 'Deployment'))
  readonly deployment: WorkloadView | undefined = $derived(
    this.deployments.find((each) => each.uid === this.charted) ?? this.deployments.find((each) => each.rolling) ?? this.deployments.at(-1),
  )
  /** The checklist as it was at the position that the page shows. */
  readonly items: ChecklistItem[] = $derived.by(() => {
    this.revision
    const position = this.viewed
    return position === undefined ? this.checklist.items : this.checklist.items.map((item) => this.itemAt(item, position))
  })
  readonly files: [string, string][] = $derived.by(() => {
    this.revision
    return [...this.history.files].sort(([a], [b]) => a.localeCompare(b))
  })

  private readonly stream: Stream
  private terminal: TerminalEar | undefined
  private unheard: Entry[] = []
  private heard = 0
  private framePending = false
  /** Position of the log's end when this connection began: what is newer happens now. */
  private helloAt = 0
  private commands = 0
  private size: { columns: number; rows: number } | undefined
  private readonly frame: (work: () => void) => void
  private readonly monotonic: () => number
  readonly assignment: Assignment

  constructor(options: LabOptions) {
    this.session = options.session
    this.name = options.name
    this.language = options.language
    this.assignment = new Assignment(options.ask)
    this.frame = options.frame ?? onNextFrame
    this.monotonic = options.monotonic ?? (() => performance.now())
    this.stream = new Stream({
      open: options.openSocket,
      cursor: () => this.history.position,
      receive: (message) => this.take(message),
      connection: (state) => (this.connection = state),
    })
  }

  connect(): void {
    this.stream.connect()
  }

  // ------------------------------------------------------------ what a person does

  send(message: ClientMessage): void {
    this.stream.send(message)
  }

  command(line: string): void {
    this.send({ type: 'command', id: `${Math.random().toString(36).slice(2, 10)}-${++this.commands}`, line })
  }

  show(tab: Tab): void {
    this.tab = tab
    if (tab === 'terminal' || tab === 'editor') this.work = tab
  }

  focusTerminal(): void {
    this.show('terminal')
    this.terminal?.focus()
  }

  /** The terminal got this size. A server that opens the session anew hears of it again. */
  resize(columns: number, rows: number): void {
    this.size = { columns, rows }
    if (this.connection === 'live') this.send({ type: 'resize', columns, rows })
  }

  /** Runs a command visibly in the terminal. */
  runInTerminal(line: string): void {
    this.show('terminal')
    this.terminal?.run(line)
  }

  insertIntoTerminal(text: string): void {
    this.show('terminal')
    this.terminal?.paste(text)
    this.terminal?.focus()
  }

  toggleClock(): void {
    this.send({ type: 'clock', action: this.clock.running ? 'pause' : 'run' })
  }

  look(position: number | undefined): void {
    this.viewed = position !== undefined && position >= this.history.position ? undefined : position
  }

  select(uid: string | undefined): void {
    this.selected = uid
  }

  openFile(path: string, content: string): void {
    this.wantedFile = { path, content }
    this.show('editor')
  }

  saveFile(path: string, content: string): void {
    this.send({ type: 'save', path, content })
  }

  renameFile(path: string, to: string): void {
    this.send({ type: 'rename', path, to })
  }

  removeFile(path: string): void {
    this.send({ type: 'remove', path })
  }

  answerEditor(saved: boolean, content: string): void {
    const request = this.editorRequest
    if (!request) return
    this.editorRequest = undefined
    this.send({ type: 'editor', path: request.path, saved, content })
    this.focusTerminal()
  }

  /** Shows the page in another language at once; the server's texts follow when it has taken note. */
  speak(language: Language): void {
    if (language === this.language) return
    this.language = language
    this.send({ type: 'language', language })
  }

  // ------------------------------------------------------------ what components ask

  /** Virtual time now; between messages the running clock is carried on. */
  virtualNow(): number {
    const { now, running, speed, at } = this.clock
    return running ? now + (this.monotonic() - at) * speed : now
  }

  /** The title of an exercise or of a checklist item in the learner's language. */
  titleOf(id: string): string {
    if (this.exercise?.id === id) return this.exercise.title
    return (this.checklist.items.find((item) => item.id === id) ?? this.assignment.exercises.find((each) => each.id === id))?.title ?? id
  }

  object(uid: string): Tracked | undefined {
    return this.world.get(uid)
  }

  listen(terminal: TerminalEar): () => void {
    this.terminal = terminal
    const unheard = this.unheard
    this.unheard = []
    terminal.follow(unheard)
    return () => (this.terminal = undefined)
  }

  // ------------------------------------------------------------ what the server says

  private take(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        this.version = message.version
        this.helloAt = message.position
        this.language = readLanguage(message.language)
        if (this.size) this.send({ type: 'resize', ...this.size })
        void this.loadExercise()
        break
      case 'entries':
        this.takeEntries(message.entries)
        break
      case 'clock':
        this.clock = { ...message, at: this.monotonic() }
        break
      case 'checklist': {
        const done = message.complete && !this.checklist.complete
        this.checklist = message
        // The solution may be read from now on.
        if (done) void this.loadExercise()
        break
      }
      case 'completion':
        this.terminal?.completed(message.id, message.start, message.candidates)
        break
      case 'editor':
        this.editorRequest = message
        this.show('editor')
        break
      case 'busy':
        this.terminal?.busy(message.running)
        break
      case 'problem':
        this.problem = { text: message.message, id: (this.problem?.id ?? 0) + 1 }
        this.terminal?.refused()
        break
      case 'hint':
        // The checklist that follows holds it too.
        break
    }
  }

  private takeEntries(entries: readonly Entry[]): void {
    const fresh = this.history.append(entries).filter((entry) => entry.position > this.heard)
    if (fresh.length > 0) this.heard = (fresh.at(-1) as Entry).position
    if (this.terminal) this.terminal.follow(fresh)
    else this.unheard.push(...fresh)
    if (fresh.some((entry) => entry.position > this.helloAt && isLanguageChange(entry))) return this.reload()
    if (fresh.some((entry) => entry.position > this.helloAt && isBeginning(entry))) this.beginAnew()
    if (this.framePending) return
    this.framePending = true
    this.frame(() => {
      this.framePending = false
      this.telling.follow(this.history.entries)
      this.revision++
    })
  }

  private reload(): void {
    // The log's sentences come again, in the language that was chosen here or in another tab.
    this.history.clear()
    this.telling.clear()
    this.viewed = undefined
    this.epoch++
    this.stream.restart()
  }

  private itemAt(item: ChecklistItem, position: number): ChecklistItem {
    if (item.state !== 'met' || item.metAt === undefined || item.metAt === null) return item
    return item.metAt <= position ? item : { ...item, state: 'unmet', found: null, wanted: null }
  }

  private async loadExercise(): Promise<void> {
    const exercise = await this.assignment.read()
    if (exercise) this.exercise = exercise
    // The timeline names the exercises that were done before.
    void this.assignment.loadExercises()
  }

  /** An exercise has begun, here or in another tab: what is left of the last one is put away. */
  private beginAnew(): void {
    this.viewed = undefined
    this.selected = undefined
    this.charted = undefined
    this.assignment.checked = undefined
    void this.loadExercise()
  }
}

function isBeginning(entry: Entry): boolean {
  return entry.type === 'act' && entry.kind === 'exercise'
}

function isLanguageChange(entry: Entry): boolean {
  return entry.type === 'act' && entry.kind === 'session' && entry.text === 'language'
}

function onNextFrame(work: () => void): void {
  // A hidden tab gets no frames; it must keep up all the same.
  if (document.hidden) setTimeout(work, 100)
  else requestAnimationFrame(work)
}
