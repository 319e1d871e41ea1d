import { commands, isEmpty } from '../terminal/command'

/** One piece of a code block of the exercise text: something to run, or something only to read. */
export interface SnippetPart {
  text: string
  runnable: boolean
}

/** Splits a shell snippet into whole commands, so that each can be put into the terminal by itself. */
export function snippetParts(code: string): SnippetPart[] {
  return commands(code.replace(/\n+$/, '')).map((text) => ({ text: text.replace(/^\$ /, ''), runnable: !isEmpty(text) }))
}
