import { cells } from './cells'
import type { Key } from './keys'
import { Line } from './line'
import { Recall } from './recall'

/** Where what is typed goes. */
export interface Program {
  input(text: string): void
  endInput(): void
}

/**
 * What is typed while a command runs: shown at once, corrected as at the prompt, and sent to the program by the line. Stands where the
 * program's output has ended, so that a shell in a container edits its lines as one expects.
 */
export class Typed {
  private readonly line = new Line()
  /** Lines that went to programs, to be called back with the arrow keys. */
  private readonly lines = new Recall()

  constructor(
    private readonly screen: { write(text: string): void },
    private readonly program: Program,
    private readonly entered: (line: string) => void,
  ) {}

  take(key: Key): void {
    if (key.type !== 'key') {
      for (const part of key.text.split(/(\n)/)) {
        if (part === '\n') this.enter()
        else if (part !== '') this.edit(() => this.line.insert(part))
      }
      return
    }
    const line = this.line
    switch (key.name) {
      case 'enter': return this.enter()
      case 'backspace': return this.edit(() => line.backspace())
      case 'delete': return this.edit(() => line.delete())
      case 'left': return this.edit(() => line.left())
      case 'right': return this.edit(() => line.right())
      case 'home': return this.edit(() => line.home())
      case 'end': return this.edit(() => line.end())
      case 'wordLeft': return this.edit(() => line.wordLeft())
      case 'wordRight': return this.edit(() => line.wordRight())
      case 'cutToStart': return this.edit(() => line.cutToStart())
      case 'cutToEnd': return this.edit(() => line.cutToEnd())
      case 'cutBigWord': return this.edit(() => line.cutBigWord())
      case 'cutWord': return this.edit(() => line.cutWord())
      case 'cutWordRight': return this.edit(() => line.cutWordRight())
      case 'yank': return this.edit(() => line.paste())
      case 'transpose': return this.edit(() => line.transpose())
      case 'up': return this.recalled(this.lines.up(line.text))
      case 'down': return this.recalled(this.lines.down())
      case 'endOfInput': return this.end()
      case 'tab': return this.edit(() => line.insert('\t'))
      default:
    }
  }

  /** Takes it off the screen while output is written. */
  hide(): void {
    if (this.line.text !== '') this.screen.write(back(this.beforeCursor()) + '\x1b[K')
  }

  show(): void {
    if (this.line.text !== '') this.screen.write(this.line.text + back(this.line.text.slice(this.line.cursor)))
  }

  clear(): void {
    this.line.set('')
  }

  /** What has been typed, for somebody else to go on with. */
  taken(): string {
    const text = this.line.text
    this.line.set('')
    return text
  }

  wipe(text: string): void {
    if (text !== '') this.screen.write(back(text) + '\x1b[K')
  }

  private beforeCursor(): string {
    return this.line.text.slice(0, this.line.cursor)
  }

  private edit(change: () => void): void {
    const { text, cursor } = this.line
    const before = this.beforeCursor()
    change()
    // Adding at the end is the usual case and writes nothing but what is new.
    if (cursor === text.length && this.line.cursor === this.line.text.length && this.line.text.startsWith(text)) {
      this.screen.write(this.line.text.slice(text.length))
      return
    }
    this.screen.write(back(before) + '\x1b[K')
    this.show()
  }

  private enter(): void {
    this.edit(() => this.line.end())
    const line = this.taken()
    this.lines.add(line)
    this.entered(line)
  }

  /** As a terminal does: what is typed goes off as it is, and on an empty line the input ends. */
  private end(): void {
    if (this.line.text === '') return this.program.endInput()
    this.program.input(this.taken())
  }

  private recalled(line: string | undefined): void {
    if (line !== undefined) this.edit(() => this.line.set(line))
  }
}

function back(text: string): string {
  return '\b'.repeat(cells(text))
}
