import { before, cells } from './cells'
import type { Key } from './keys'
import { Recall } from './recall'

/** Where what is typed goes. */
export interface Program {
  input(text: string): void
  endInput(): void
}

/** What is typed while a command runs: characters are echoed at once and go to the program by the line, as a terminal does. */
export class Typed {
  private text = ''
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
        else this.echo(part.normalize('NFC'))
      }
      return
    }
    switch (key.name) {
      case 'enter': return this.enter()
      case 'backspace': return this.rubOut(before(this.text, this.text.length))
      case 'cutToStart': return this.rubOut(0)
      case 'cutBigWord': return this.rubOut(this.text.trimEnd().lastIndexOf(' ') + 1)
      case 'up': return this.recalled(this.lines.up(this.text))
      case 'down': return this.recalled(this.lines.down())
      case 'endOfInput': return this.end()
      case 'tab': return this.echo('\t')
      default:
    }
  }

  /** Takes it off the screen while output is written. */
  hide(): void {
    this.wipe(this.text)
  }

  show(): void {
    this.screen.write(this.text)
  }

  clear(): void {
    this.text = ''
  }

  /** What has been typed, for somebody else to go on with. */
  taken(): string {
    const text = this.text
    this.text = ''
    return text
  }

  wipe(text: string): void {
    if (text !== '') this.screen.write('\b'.repeat(cells(text)) + '\x1b[K')
  }

  private enter(): void {
    const line = this.text
    this.text = ''
    this.lines.add(line)
    this.entered(line)
  }

  /** As a terminal does: what is typed goes off as it is, and on an empty line the input ends. */
  private end(): void {
    if (this.text === '') return this.program.endInput()
    this.program.input(this.text)
    this.text = ''
  }

  private recalled(line: string | undefined): void {
    if (line === undefined) return
    this.rubOut(0)
    this.echo(line)
  }

  private echo(text: string): void {
    if (text === '') return
    this.text += text
    this.screen.write(text)
  }

  private rubOut(to: number): void {
    this.wipe(this.text.slice(to))
    this.text = this.text.slice(0, to)
  }
}
