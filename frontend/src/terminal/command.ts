/**
 * Tells whether a command is all there or goes on in the next line, as a shell's `> ` prompt does.
 * It only looks for what keeps a command open; whether the command is right is the shell's to say.
 */

interface HereDocument { word: string; tabs: boolean }

const OPENERS = new Set(['if', 'for', 'while', 'until', 'case', '{'])
const CLOSERS = new Set(['fi', 'done', 'esac', '}'])
/** After these a new command may begin, so a keyword counts as a keyword. */
const BEFORE_COMMAND = new Set(['', ';', '|', '||', '&&', '&', '(', '\n', 'do', 'then', 'else', 'elif', '{', '!'])

/** True while the shell would ask for another line. */
export function isOpen(text: string): boolean {
  return new Scan(text).open()
}

/** True for text with nothing to run in it: blank lines and comments. */
export function isEmpty(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))
}

/** Splits text into whole commands, each as it would be entered; the last may still be open. */
export function commands(text: string): string[] {
  const found: string[] = []
  let command = ''
  for (const line of text.replace(/\n$/, '').split('\n')) {
    command = command === '' ? line : `${command}\n${line}`
    if (isOpen(command)) continue
    found.push(command)
    command = ''
  }
  if (command !== '') found.push(command)
  return found
}

class Scan {
  private index = 0
  private depth = 0
  private brackets = 0
  private previous = ''
  private word = ''
  private waiting: HereDocument[] = []

  constructor(private readonly text: string) {}

  open(): boolean {
    while (this.index < this.text.length) if (!this.step()) return true
    this.endWord()
    return this.waiting.length > 0 || this.depth > 0 || this.brackets > 0 || ['|', '||', '&&'].includes(this.previous)
  }

  /** Reads one thing; false when the text ends inside it. */
  private step(): boolean {
    const sign = this.text[this.index] as string
    switch (sign) {
      case '\\':
        if (this.index + 1 >= this.text.length) return false
        this.word += this.text[this.index + 1] === '\n' ? '' : '\\' + this.text[this.index + 1]
        this.index += 2
        return true
      case "'":
        return this.skipTo(this.text.indexOf("'", this.index + 1))
      case '"':
        return this.skipTo(this.closingQuote())
      case '#':
        if (this.word === '') return this.skipComment()
        break
      case '<':
        if (this.text.startsWith('<<<', this.index)) {
          this.index += 3
          return true
        }
        if (this.text.startsWith('<<', this.index)) return this.hereDocument()
        break
      case '\n':
        this.endWord()
        if (this.waiting.length > 0) return this.skipHereDocuments()
        if (!['|', '||', '&&'].includes(this.previous)) this.previous = '\n'
        this.index++
        return true
      case ' ':
      case '\t':
        this.endWord()
        this.index++
        return true
      case ';':
      case '|':
      case '&':
        return this.operator(sign)
      case '(':
        this.endWord()
        this.brackets++
        this.previous = '('
        this.index++
        return true
      case ')':
        this.endWord()
        this.brackets = Math.max(0, this.brackets - 1)
        this.previous = ')'
        this.index++
        return true
    }
    this.word += sign
    this.index++
    return true
  }

  private operator(sign: string): boolean {
    this.endWord()
    const double = this.text[this.index + 1] === sign
    this.previous = double && sign !== ';' ? sign + sign : sign
    this.index += double ? 2 : 1
    return true
  }

  private endWord(): void {
    if (this.word === '') return
    const word = this.word
    this.word = ''
    const keyword = BEFORE_COMMAND.has(this.previous)
    if (keyword && OPENERS.has(word)) this.depth++
    else if (keyword && CLOSERS.has(word)) this.depth = Math.max(0, this.depth - 1)
    this.previous = keyword ? word : 'word'
  }

  private skipTo(closing: number): boolean {
    if (closing < 0) return false
    this.word += 'quoted'
    this.index = closing + 1
    return true
  }

  private closingQuote(): number {
    for (let i = this.index + 1; i < this.text.length; i++) {
      if (this.text[i] === '\\') i++
      else if (this.text[i] === '"') return i
    }
    return -1
  }

  private skipComment(): boolean {
    const end = this.text.indexOf('\n', this.index)
    this.index = end < 0 ? this.text.length : end
    return true
  }

  private hereDocument(): boolean {
    this.endWord()
    const match = /^<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s;|&<>()]+))/.exec(this.text.slice(this.index))
    if (!match) {
      this.index += 2
      return true
    }
    this.waiting.push({ word: match[2] ?? match[3] ?? (match[4] ?? '').replace(/\\/g, ''), tabs: match[1] === '-' })
    this.previous = 'word'
    this.index += match[0].length
    return true
  }

  private skipHereDocuments(): boolean {
    while (this.waiting.length > 0) {
      const wanted = this.waiting[0] as HereDocument
      const start = this.index + 1
      if (start > this.text.length) return false
      const end = this.text.indexOf('\n', start)
      const line = this.text.slice(start, end < 0 ? undefined : end)
      if ((wanted.tabs ? line.replace(/^\t+/, '') : line) === wanted.word) this.waiting.shift()
      if (end < 0) {
        this.index = this.text.length
        return this.waiting.length === 0
      }
      this.index = end
    }
    this.previous = '\n'
    return true
  }
}
