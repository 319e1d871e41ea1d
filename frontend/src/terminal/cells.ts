/** How many terminal cells text takes, and where it wraps. */

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\u200b]$/u

/** First and last code points of the ranges that take two cells. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa000, 0xa4cf],
  [0xa960, 0xa97f], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe10, 0xfe19], [0xfe30, 0xfe6f], [0xff00, 0xff60],
  [0xffe0, 0xffe6], [0x1f300, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff], [0x20000, 0x3fffd],
]

function codePointWidth(code: number): number {
  if (code < 0x300) return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1
  if (ZERO.test(String.fromCodePoint(code))) return 0
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** Cells that a text takes on one endless row; a Hangul syllable takes two. */
export function cells(text: string): number {
  let sum = 0
  for (const character of text) sum += codePointWidth(character.codePointAt(0) as number)
  return sum
}

/** Where the cursor goes one visible character to the left. */
export function before(text: string, index: number): number {
  let last = 0
  for (const { index: start } of segments.segment(text)) {
    if (start >= index) break
    last = start
  }
  return last
}

/** Where the cursor goes one visible character to the right. */
export function after(text: string, index: number): number {
  for (const { index: start } of segments.segment(text)) if (start > index) return start
  return text.length
}

export interface Place {
  row: number
  column: number
}

/** Where the cursor stands after writing `text` from the start of a row; wide characters never split over two rows. */
export function place(text: string, columns: number): Place {
  let row = 0
  let column = 0
  for (const character of text) {
    const width = codePointWidth(character.codePointAt(0) as number)
    if (column + width > columns) {
      row++
      column = 0
    }
    column += width
  }
  return column === columns ? { row: row + 1, column: 0 } : { row, column }
}
