import { after, before } from './cells'

/**
 * One editable line: text, cursor, and the last text cut. Knows nothing of screens.
 * The cursor is an index into the text and always stands between two visible characters.
 */
export class Line {
  text = ''
  cursor = 0
  private cut = ''

  set(text: string, cursor = text.length): void {
    this.text = text
    this.cursor = cursor
  }

  /** Hangul that arrives in pieces (as from macOS) is put together, so that it edits like typed Hangul. */
  insert(text: string): void {
    this.replace(this.cursor, this.cursor, text.normalize('NFC'))
  }

  replace(start: number, end: number, text: string): void {
    this.text = this.text.slice(0, start) + text + this.text.slice(end)
    this.cursor = start + text.length
  }

  left(): void {
    this.cursor = before(this.text, this.cursor)
  }

  right(): void {
    this.cursor = after(this.text, this.cursor)
  }

  home(): void {
    this.cursor = 0
  }

  end(): void {
    this.cursor = this.text.length
  }

  wordLeft(): void {
    this.cursor = this.wordStart(/[\p{L}\p{N}_]/u)
  }

  wordRight(): void {
    this.cursor = this.wordEnd()
  }

  backspace(): void {
    this.replace(before(this.text, this.cursor), this.cursor, '')
  }

  delete(): void {
    const cursor = this.cursor
    this.replace(cursor, after(this.text, cursor), '')
  }

  cutToEnd(): void {
    this.take(this.cursor, this.text.length)
  }

  cutToStart(): void {
    this.take(0, this.cursor)
  }

  /** Ctrl-W: back to the blank before the word. */
  cutBigWord(): void {
    this.take(this.wordStart(/\S/u), this.cursor)
  }

  /** Alt-Backspace: back to the start of the word, where signs separate words. */
  cutWord(): void {
    this.take(this.wordStart(/[\p{L}\p{N}_]/u), this.cursor)
  }

  cutWordRight(): void {
    const start = this.cursor
    this.take(start, this.wordEnd())
  }

  /** Ctrl-T: swaps the two characters around the cursor, at the end the last two. */
  transpose(): void {
    const end = this.cursor === this.text.length ? this.cursor : after(this.text, this.cursor)
    const middle = before(this.text, end)
    const start = before(this.text, middle)
    if (start === middle) return
    this.replace(start, end, this.text.slice(middle, end) + this.text.slice(start, middle))
  }

  paste(): void {
    this.insert(this.cut)
  }

  private take(start: number, end: number): void {
    if (start === end) return
    this.cut = this.text.slice(start, end)
    this.replace(start, end, '')
  }

  private wordStart(part: RegExp): number {
    let here = this.cursor
    const inWord = (index: number) => part.test(this.text.slice(before(this.text, index), index))
    while (here > 0 && !inWord(here)) here = before(this.text, here)
    while (here > 0 && inWord(here)) here = before(this.text, here)
    return here
  }

  private wordEnd(): number {
    let here = this.cursor
    const inWord = (index: number) => /[\p{L}\p{N}_]/u.test(this.text.slice(index, after(this.text, index)))
    while (here < this.text.length && !inWord(here)) here = after(this.text, here)
    while (here < this.text.length && inWord(here)) here = after(this.text, here)
    return here
  }
}
