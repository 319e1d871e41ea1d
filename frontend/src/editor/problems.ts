import { parseAllDocuments } from 'yaml'

/** What keeps a text from being YAML, and where. */
export interface YamlProblem {
  /** Counted from 1. */
  line: number
  from: number
  to: number
  code: YamlProblemCode
}

/** What is wrong, as far as it helps a person; the words for each are among the page's texts. */
export type YamlProblemCode = 'indent' | 'tab' | 'duplicate' | 'nested' | 'unclosed' | 'quote' | 'start' | 'anchor' | 'other'

const CODES: Record<string, YamlProblemCode> = {
  BAD_INDENT: 'indent', MULTILINE_IMPLICIT_KEY: 'indent', TAB_AS_INDENT: 'tab', DUPLICATE_KEY: 'duplicate',
  BLOCK_AS_IMPLICIT_KEY: 'nested', BLOCK_IN_FLOW: 'unclosed', MISSING_CHAR: 'unclosed', BAD_DQ_ESCAPE: 'quote',
  BAD_SCALAR_START: 'start', UNEXPECTED_TOKEN: 'start', BAD_ALIAS: 'anchor', MULTIPLE_ANCHORS: 'anchor',
}

/** Problems shown at most; the first is nearly always the one to repair. */
const SHOWN_PROBLEMS = 20

export function yamlProblems(text: string): YamlProblem[] {
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: true })
  const problems: YamlProblem[] = []
  for (const document of Array.isArray(documents) ? documents : []) {
    for (const error of document.errors) {
      const from = Math.min(error.pos[0], text.length)
      problems.push({ line: text.slice(0, from).split('\n').length, from, to: Math.min(error.pos[1], text.length), code: CODES[error.code] ?? 'other' })
    }
  }
  const tab = /^( *)\t/m.exec(text)
  if (tab && problems.length === 0) {
    const from = tab.index + (tab[1] ?? '').length
    problems.push({ line: text.slice(0, from).split('\n').length, from, to: from + 1, code: 'tab' })
  }
  return problems.slice(0, SHOWN_PROBLEMS)
}
