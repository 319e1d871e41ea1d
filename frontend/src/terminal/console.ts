import type { Entry } from '../messages'
import { cells, place, before } from './cells'
import { commands, isEmpty, isOpen } from './command'
import { keys, type Key, type KeyName } from './keys'
import { Line } from './line'
import { Recall } from './recall'
import { Typed } from './typed'

/** What the console writes to: xterm.js in the page, a string in tests. */
export interface Screen {
  readonly columns: number
  /** Text with terminal escapes; `\n` means a new row from its start. */
  write(text: string): void
}

/** Where what a person enters goes to. */
export interface Shell {
  command(line: string): void
  input(text: string): void
  interrupt(): void
  endInput(): void
  /** Asks for completions; the answer comes back through `Console.completed`. */
  complete(id: string, line: string, cursor: number): void
}

interface Search { part: string; found: number; before: string }

const MORE = '> '
/** A program that runs longer than this gets what is typed; before, typed lines wait and become commands. */
export const TYPE_AHEAD_MILLIS = 400
/** More candidates than this are not listed. */
const LISTED_CANDIDATES = 200

/**
 * The terminal: edits lines here in the page, so that typing never waits for the server, and shows the log's
 * commands and their output. What the screen shows apart from the line being edited is a fold over the log.
 */
export class Console {
  readonly line = new Line()
  readonly recall = new Recall()
  /** True from entering a command to its exit. */
  running = false
  /** Where the shell is, as the prompt shows it. */
  private directory = '~'
  /** Lines that wait for the running command to end. */
  private queue: string[] = []
  /** Commands sent that the log has not shown yet; they are on the screen already. */
  private sent: string[] = []
  private continued: string[] = []
  private search: Search | undefined
  private shown: { rows: number; row: number } | undefined
  private columnOpen = false
  private startedAt = 0
  private waitingFor: { id: string; line: string; again: boolean } | undefined
  private lastKey: KeyName | 'text' | undefined
  private requests = 0
  private inserted: { ago: number; start: number } | undefined

  private readonly typed: Typed

  constructor(
    private readonly screen: Screen,
    private readonly shell: Shell,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.typed = new Typed(screen, shell, (line) => this.entered(line))
  }

  /** Shows the first prompt. */
  start(): void {
    if (!this.running) this.draw()
  }

  // ------------------------------------------------------------ from the log

  /** Shows what new log entries say: commands of this and other tabs, output, ends of commands. */
  follow(entries: readonly Entry[]): void {
    let text = ''
    let ended = false
    for (const entry of entries) {
      if (entry.type === 'act' && entry.kind === 'command') {
        this.recall.add(entry.text)
        this.running = true
        if (this.sent[0] === entry.text) this.sent.shift()
        else text += this.newRow(text) + this.prompt() + entry.text.split('\n').join('\n' + MORE) + '\n'
      } else if (entry.type === 'output') {
        text += entry.text
      } else if (entry.type === 'exit') {
        if (this.sent.length === 0) this.running = false
        this.directory = entry.directory
        ended = true
      }
    }
    if (text === '' && !ended) return
    this.erase()
    this.typed.hide()
    if (text !== '') this.emit(text)
    if (this.running) this.typed.show()
    else this.next()
  }

  private prompt(): string {
    return `\x1b[32mlearner@lab\x1b[0m:\x1b[34m${this.directory}\x1b[0m$ `
  }

  /** The server says whether a command runs: the last word after a reconnect. */
  busy(running: boolean): void {
    if (running === this.running) return
    if (running) {
      this.erase()
      this.running = true
    } else if (this.sent.length === 0) {
      this.running = false
      this.next()
    }
  }

  /** The server would not take the command that waits for its place in the log. */
  refused(): void {
    if (this.sent.length === 0) return
    this.sent = []
    this.queue = []
    this.running = false
    this.next()
  }

  // ------------------------------------------------------------ from the keyboard

  /** Takes what xterm.js reports: typed text, keys, pastes. */
  feed(data: string): void {
    for (const key of keys(data)) {
      if (this.running) this.whileRunning(key)
      else if (this.search) this.whileSearching(key, this.search)
      else this.atPrompt(key)
    }
  }

  /** Puts text into the line as if pasted: every whole line runs, the rest waits for Enter. */
  paste(text: string): void {
    this.feed(`\x1b[200~${text}\x1b[201~`)
  }

  /** Runs a command visibly, now or after the running one. What was being typed stays. */
  run(command: string): void {
    this.queue.push(command)
    if (!this.running) this.next()
  }

  /** The terminal got another width: rows wrap anew. */
  resized(): void {
    if (!this.shown) return
    this.shown = this.measure().end
  }

  completed(id: string, start: number, candidates: readonly string[]): void {
    const request = this.waitingFor
    if (!request || request.id !== id || this.running || this.line.text !== request.line) return
    this.waitingFor = undefined
    const typed = this.line.text.slice(start, this.line.cursor)
    const common = commonStart(candidates)
    if (candidates.length === 1) {
      const only = candidates[0] as string
      this.edit(() => this.line.replace(start, this.line.cursor, /[/=:]$/.test(only) ? only : only + ' '))
    } else if (common.length > typed.length) {
      this.edit(() => this.line.replace(start, this.line.cursor, common))
    } else if (candidates.length > 1 && request.again) {
      this.listBelow(candidates, typed)
    }
  }

  // ------------------------------------------------------------ at the prompt

  private atPrompt(key: Key): void {
    if (key.type === 'paste') return this.pasted(key.text)
    if (key.type === 'text') {
      this.edit(() => this.line.insert(key.text))
      this.lastKey = 'text'
      return
    }
    this.press(key.name)
    this.lastKey = key.name
  }

  private press(name: KeyName): void {
    const line = this.line
    switch (name) {
      case 'enter': return this.enter()
      case 'tab': return this.complete()
      case 'backspace': return this.edit(() => line.backspace())
      case 'delete': return this.edit(() => line.delete())
      case 'left': return this.edit(() => line.left())
      case 'right': return this.edit(() => line.right())
      case 'home': return this.edit(() => line.home())
      case 'end': return this.edit(() => line.end())
      case 'wordLeft': return this.edit(() => line.wordLeft())
      case 'wordRight': return this.edit(() => line.wordRight())
      case 'cutToEnd': return this.edit(() => line.cutToEnd())
      case 'cutToStart': return this.edit(() => line.cutToStart())
      case 'cutBigWord': return this.edit(() => line.cutBigWord())
      case 'cutWord': return this.edit(() => line.cutWord())
      case 'cutWordRight': return this.edit(() => line.cutWordRight())
      case 'yank': return this.edit(() => line.paste())
      case 'transpose': return this.edit(() => line.transpose())
      case 'lastArgument': return this.insertLastArgument()
      case 'up': return this.recalled(this.recall.up(line.text))
      case 'down': return this.recalled(this.recall.down())
      case 'search': return this.startSearch()
      case 'interrupt': return this.abandon()
      case 'clear': return this.clear()
      case 'endOfInput': return line.text === '' ? this.stay() : this.edit(() => line.delete())
      case 'escape':
      case 'cancel':
      case 'ignored':
    }
  }

  private enter(): void {
    const command = [...this.continued, this.line.text].join('\n')
    this.leaveLine()
    if (isOpen(command)) {
      this.continued = command.split('\n')
      this.draw()
      return
    }
    this.continued = []
    this.submit(command)
  }

  private submit(command: string): void {
    if (isEmpty(command)) {
      this.recall.add(command)
      this.next()
      return
    }
    this.recall.add(command)
    this.sent.push(command)
    this.running = true
    this.typed.clear()
    this.startedAt = this.now()
    this.shell.command(command)
  }

  /** Ends the visible line: what comes next stands below it. */
  private leaveLine(): void {
    this.edit(() => this.line.end())
    this.screen.write('\n')
    this.shown = undefined
    this.line.set('')
  }

  /** Takes the next waiting line, or waits for one at the prompt. */
  private next(): void {
    const typed = this.typed.taken()
    if (typed !== '') this.line.set(this.line.text + typed)
    const waiting = this.queue.shift()
    if (waiting === undefined) {
      this.draw()
      return
    }
    const typing = this.line.text
    const cursor = this.line.cursor
    this.erase()
    this.screen.write(this.newRow('') + this.prompt() + waiting.split('\n').join('\n' + MORE) + '\n')
    this.columnOpen = false
    this.submit(waiting)
    this.line.set(typing, cursor)
  }

  private pasted(text: string): void {
    const whole = [...this.continued, this.line.text.slice(0, this.line.cursor) + text + this.line.text.slice(this.line.cursor)].join('\n')
    if (!whole.includes('\n')) return this.edit(() => this.line.insert(text))
    const ends = text.endsWith('\n')
    const all = commands(whole)
    const rest = ends && !isOpen(all.at(-1) ?? '') ? '' : (all.pop() ?? '')
    this.erase()
    this.continued = []
    this.queue.push(...all)
    const lines = rest.split('\n')
    if (lines.length > 1 || (ends && rest !== '')) {
      // An unfinished command of several lines waits as a whole behind the others.
      this.line.set('')
      if (all.length === 0) return this.resumeContinued(ends ? rest.replace(/\n$/, '').split('\n') : lines.slice(0, -1), ends ? '' : (lines.at(-1) ?? ''))
      this.queue.push(rest)
      return this.next()
    }
    this.line.set(rest)
    this.next()
  }

  private resumeContinued(lines: string[], last: string): void {
    this.screen.write(this.newRow('') + this.prompt() + lines.join('\n' + MORE) + '\n')
    this.columnOpen = false
    this.continued = lines
    this.line.set(last)
    this.draw()
  }

  private abandon(): void {
    this.edit(() => this.line.end())
    this.screen.write('^C\n')
    this.shown = undefined
    this.line.set('')
    this.continued = []
    this.queue = []
    this.draw()
  }

  /** Ctrl-D where there is nothing to delete: bash's words when it is not to leave like that. */
  private stay(): void {
    this.screen.write('\nUse "exit" to leave the shell.\n')
    this.shown = undefined
    this.draw()
  }

  /** Alt-.: the last word of the command before; pressed again, of the one before that. */
  private insertLastArgument(): void {
    const again = this.lastKey === 'lastArgument' ? this.inserted : undefined
    const ago = (again?.ago ?? 0) + 1
    const word = this.recall.lastArgument(ago)
    if (word === undefined) return
    const start = again?.start ?? this.line.cursor
    this.inserted = { ago, start }
    this.edit(() => this.line.replace(start, this.line.cursor, word))
  }

  private clear(): void {
    this.screen.write('\x1b[2J\x1b[3J\x1b[H')
    this.shown = undefined
    this.columnOpen = false
    this.draw()
  }

  private recalled(command: string | undefined): void {
    if (command !== undefined) this.edit(() => this.line.set(command))
  }

  private complete(): void {
    const id = `c${++this.requests}`
    this.waitingFor = { id, line: this.line.text, again: this.lastKey === 'tab' }
    this.shell.complete(id, this.line.text, this.line.cursor)
  }

  /** Paths are listed by their last parts. */
  private listBelow(candidates: readonly string[], typed: string): void {
    const path = /^(~|\.{0,2})\/.*\//.exec(typed.replace(/[^/]*$/, '') + '/')
    const folder = path ? typed.slice(0, typed.lastIndexOf('/') + 1) : ''
    const shown = candidates.slice(0, LISTED_CANDIDATES).map((candidate) => (candidate.startsWith(folder) ? candidate.slice(folder.length) : candidate))
    const width = Math.max(...shown.map(cells)) + 2
    const perRow = Math.max(1, Math.floor(this.screen.columns / width))
    const rows = Math.ceil(shown.length / perRow)
    let table = ''
    for (let row = 0; row < rows; row++) {
      for (let i = row; i < shown.length; i += rows) {
        const candidate = shown[i] as string
        table += candidate + ' '.repeat(Math.max(0, width - cells(candidate)))
      }
      table = table.trimEnd() + '\n'
    }
    if (candidates.length > shown.length) table += '…\n'
    const cursor = this.line.cursor
    this.edit(() => this.line.end())
    this.screen.write('\n' + table)
    this.shown = undefined
    this.line.cursor = cursor
    this.draw()
  }

  // ------------------------------------------------------------ searching back

  private startSearch(): void {
    this.search = { part: '', found: -1, before: this.line.text }
    this.redraw()
  }

  private whileSearching(key: Key, search: Search): void {
    if (key.type === 'text' || key.type === 'paste') return this.seek(search, search.part + key.text.replace(/\n/g, ' '))
    switch (key.name) {
      case 'search':
        return this.seekFrom(search, search.part, search.found < 0 ? undefined : search.found - 1)
      case 'backspace':
        return this.seek(search, search.part.slice(0, before(search.part, search.part.length)))
      case 'cancel':
      case 'interrupt':
        this.line.set(search.before)
        this.search = undefined
        return this.redraw()
      default:
        this.search = undefined
        this.redraw()
        if (key.name !== 'escape' && key.name !== 'tab') this.press(key.name)
    }
  }

  private seek(search: Search, part: string): void {
    this.seekFrom(search, part, undefined)
  }

  private seekFrom(search: Search, part: string, from: number | undefined): void {
    const found = part === '' ? -1 : this.recall.search(part, from)
    this.search = { ...search, part, found: found < 0 ? search.found : found }
    const command = this.recall.commands[found]
    if (command !== undefined) this.line.set(command, command.indexOf(part))
    this.redraw()
  }

  // ------------------------------------------------------------ while a command runs

  private whileRunning(key: Key): void {
    if (key.type === 'key' && key.name === 'interrupt') {
      this.typed.clear()
      this.screen.write('^C\n')
      this.columnOpen = false
      this.queue = []
      return this.shell.interrupt()
    }
    this.typed.take(key)
  }

  /** A line for the program; or, soon after a command that asks for nothing, the next command. */
  private entered(line: string): void {
    if (this.now() - this.startedAt < TYPE_AHEAD_MILLIS && !this.columnOpen) {
      this.typed.wipe(line)
      this.queue.push(line)
      return
    }
    this.screen.write('\n')
    this.columnOpen = false
    this.shell.input(line + '\n')
  }

  // ------------------------------------------------------------ drawing

  private emit(text: string): void {
    this.screen.write(text)
    const visible = text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
    if (visible !== '') this.columnOpen = !visible.endsWith('\n')
  }

  private newRow(text: string): string {
    const open = text === '' ? this.columnOpen : !text.endsWith('\n')
    return open ? '\n' : ''
  }

  private edit(change: () => void): void {
    change()
    this.redraw()
  }

  private redraw(): void {
    this.erase()
    this.draw()
  }

  private erase(): void {
    if (!this.shown) return
    this.screen.write((this.shown.row > 0 ? `\x1b[${this.shown.row}A` : '') + '\r\x1b[J')
    this.shown = undefined
  }

  private head(): { styled: string; plain: string } {
    if (this.search) {
      const words = `(reverse-i-search)\`${this.search.part}': `
      return { styled: `\x1b[2m${words}\x1b[0m`, plain: words }
    }
    return this.continued.length > 0 ? { styled: MORE, plain: MORE } : { styled: this.prompt(), plain: `learner@lab:${this.directory}$ ` }
  }

  private measure(): { end: { rows: number; row: number }; column: number } {
    const columns = Math.max(4, this.screen.columns)
    const plain = this.head().plain
    const lines = this.line.text.split('\n')
    const beforeCursor = this.line.text.slice(0, this.line.cursor).split('\n')
    let rows = 0
    let row = 0
    let column = 0
    lines.forEach((line, index) => {
      const prefix = index === 0 ? plain : MORE
      if (index === beforeCursor.length - 1) {
        const here = place(prefix + (beforeCursor[index] as string), columns)
        row = rows + here.row
        column = here.column
      }
      rows += place(prefix + line, columns).row + 1
    })
    return { end: { rows, row }, column }
  }

  private draw(): void {
    const { end, column } = this.measure()
    const columns = Math.max(4, this.screen.columns)
    const { styled, plain } = this.head()
    let text = this.newRow('')
    this.columnOpen = false
    this.line.text.split('\n').forEach((line, index) => {
      if (index > 0) text += '\n'
      text += (index === 0 ? styled : MORE) + line
      // A row that is exactly full leaves the cursor hanging; a blank and a return bring it to the next row.
      if (line !== '' && place((index === 0 ? plain : MORE) + line, columns).column === 0) text += ' \r\x1b[K'
    })
    const up = end.rows - 1 - end.row
    text += (up > 0 ? `\x1b[${up}A` : '') + `\x1b[${column + 1}G`
    this.screen.write(text)
    this.shown = end
  }
}

function commonStart(texts: readonly string[]): string {
  let common = texts[0] ?? ''
  for (const text of texts) while (!text.startsWith(common)) common = common.slice(0, -1)
  return common
}
