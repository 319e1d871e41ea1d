/** What a person pressed, out of the bytes that a terminal sends. */
export type Key =
  | { type: 'text'; text: string }
  | { type: 'paste'; text: string }
  | { type: 'key'; name: KeyName }

export type KeyName =
  | 'enter' | 'tab' | 'escape' | 'backspace' | 'delete' | 'left' | 'right' | 'up' | 'down' | 'home' | 'end'
  | 'wordLeft' | 'wordRight' | 'cutToEnd' | 'cutToStart' | 'cutBigWord' | 'cutWord' | 'cutWordRight' | 'yank'
  | 'transpose' | 'lastArgument' | 'interrupt' | 'endOfInput' | 'clear' | 'search' | 'cancel' | 'ignored'

const CONTROL: Record<string, KeyName> = {
  '\r': 'enter', '\n': 'enter', '\t': 'tab', '\x7f': 'backspace', '\b': 'backspace',
  '\x01': 'home', '\x02': 'left', '\x03': 'interrupt', '\x04': 'endOfInput', '\x05': 'end', '\x06': 'right',
  '\x07': 'cancel', '\x0b': 'cutToEnd', '\x0c': 'clear', '\x0e': 'down', '\x10': 'up', '\x12': 'search',
  '\x14': 'transpose', '\x15': 'cutToStart', '\x17': 'cutBigWord', '\x19': 'yank',
}

const SEQUENCES: Record<string, KeyName> = {
  '\x1b[A': 'up', '\x1b[B': 'down', '\x1b[C': 'right', '\x1b[D': 'left', '\x1b[H': 'home', '\x1b[F': 'end',
  '\x1bOA': 'up', '\x1bOB': 'down', '\x1bOC': 'right', '\x1bOD': 'left', '\x1bOH': 'home', '\x1bOF': 'end',
  '\x1b[1~': 'home', '\x1b[7~': 'home', '\x1b[4~': 'end', '\x1b[8~': 'end', '\x1b[3~': 'delete',
  '\x1b[1;5D': 'wordLeft', '\x1b[1;3D': 'wordLeft', '\x1bb': 'wordLeft', '\x1b[1;5C': 'wordRight',
  '\x1b[1;3C': 'wordRight', '\x1bf': 'wordRight', '\x1bd': 'cutWordRight', '\x1b[3;5~': 'cutWordRight',
  '\x1b.': 'lastArgument', '\x1b_': 'lastArgument', '\x1b\x7f': 'cutWord', '\x1b\b': 'cutWord',
}

const PASTE = /^\x1b\[200~([\s\S]*?)\x1b\[201~/
const SEQUENCE = /^\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z]|[\s\S])?/

/** Reads all keys of one burst; text with line breaks that comes as one burst is a paste. */
export function keys(data: string): Key[] {
  const found: Key[] = []
  let rest = data
  while (rest !== '') {
    const paste = PASTE.exec(rest)
    if (paste) {
      found.push({ type: 'paste', text: lines(paste[1] ?? '') })
      rest = rest.slice(paste[0].length)
      continue
    }
    const run = /^[^\x00-\x1f\x7f]+/.exec(rest)
    if (run) {
      if (/^[^\x00-\x1f\x7f]+[\r\n][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$/.test(rest)) {
        found.push({ type: 'paste', text: lines(rest) })
        return found
      }
      found.push({ type: 'text', text: run[0] })
      rest = rest.slice(run[0].length)
      continue
    }
    const sequence = rest[0] === '\x1b' ? (SEQUENCE.exec(rest) as RegExpExecArray)[0] : (rest[0] as string)
    found.push({ type: 'key', name: sequence === '\x1b' ? 'escape' : (SEQUENCES[sequence] ?? CONTROL[sequence] ?? 'ignored') })
    rest = rest.slice(sequence.length)
  }
  return found
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
}
