import { parseAllDocuments } from 'yaml'

/** What keeps a text from being YAML, and where. */
export interface YamlProblem {
  /** Counted from 1. */
  line: number
  from: number
  to: number
  message: string
}

/** Problems shown at most; the first is nearly always the one to repair. */
const SHOWN_PROBLEMS = 20

export function yamlProblems(text: string): YamlProblem[] {
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: true })
  const problems: YamlProblem[] = []
  for (const document of Array.isArray(documents) ? documents : []) {
    for (const error of document.errors) {
      const from = Math.min(error.pos[0], text.length)
      problems.push({ line: text.slice(0, from).split('\n').length, from, to: Math.min(error.pos[1], text.length), message: error.message })
    }
  }
  const tab = /^( *)\t/m.exec(text)
  if (tab && problems.length === 0) {
    const from = tab.index + (tab[1] ?? '').length
    problems.push({ line: text.slice(0, from).split('\n').length, from, to: from + 1, message: 'Tabs are not allowed as indentation' })
  }
  return problems.slice(0, SHOWN_PROBLEMS)
}
