import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, bracketMatching, foldGutter, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { yamlProblems, type YamlProblem } from './problems'

export interface YamlEditorOptions {
  parent: HTMLElement
  label: string
  /** The words for a problem. */
  say(problem: YamlProblem): string
  changed(content: string): void
  problems(problems: YamlProblem[]): void
  save(): void
}

/** The YAML editor: CodeMirror with our colours, errors at the line, and Ctrl-S. */
export class YamlEditor {
  private readonly view: EditorView
  private readonly language = new Compartment()
  private readonly extensions

  constructor(private readonly options: YamlEditorOptions) {
    this.extensions = [
      lineNumbers(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
      highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }), indentUnit.of('  '), EditorState.tabSize.of(2),
      this.language.of(yaml()), syntaxHighlighting(COLOURS), LOOK, lintGutter(),
      linter((view) => this.check(view.state.doc.toString()), { delay: 150 }),
      EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
      keymap.of([
        { key: 'Mod-s', preventDefault: true, run: () => (options.save(), true) },
        ...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) options.changed(update.state.doc.toString())
      }),
    ]
    this.view = new EditorView({ parent: options.parent })
  }

  /** Shows another text, with a fresh undo history. */
  open(content: string, isYaml: boolean): void {
    this.view.setState(EditorState.create({ doc: content, extensions: this.extensions }))
    if (!isYaml) this.view.dispatch({ effects: this.language.reconfigure([]) })
    this.yaml = isYaml
    this.options.problems(isYaml ? yamlProblems(content) : [])
  }

  private yaml = true

  goTo(line: number): void {
    const place = this.view.state.doc.line(Math.min(Math.max(1, line), this.view.state.doc.lines)).from
    this.view.dispatch({ selection: { anchor: place }, scrollIntoView: true })
    this.view.focus()
  }

  focus(): void {
    this.view.focus()
  }

  close(): void {
    this.view.destroy()
  }

  private check(content: string): Diagnostic[] {
    if (!this.yaml) return []
    const problems = yamlProblems(content)
    this.options.problems(problems)
    return problems.map((problem) => ({ from: problem.from, to: Math.max(problem.from, problem.to), severity: 'error', message: this.options.say(problem) }))
  }
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'color-mix(in oklab, var(--gen-0) 80%, var(--ink))' },
  { tag: [tags.string, tags.special(tags.string)], color: 'color-mix(in oklab, var(--good) 85%, var(--ink))' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'color-mix(in oklab, var(--gen-2) 85%, var(--ink))' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink-3)' },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: 'color-mix(in oklab, var(--gen-1) 75%, var(--ink))' },
])

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--term-ground)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-3)', border: 'none', paddingLeft: '4px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in oklab, var(--surface-3) 55%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-soft) !important' },
  '.cm-selectionMatch': { backgroundColor: 'var(--warn-soft)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '3px' },
  '.cm-lint-marker': { width: '0.8em', height: '0.8em' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line-2)', borderRadius: '7px', boxShadow: 'var(--shadow)', color: 'var(--ink)' },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--face)' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
  '.cm-panels': { backgroundColor: 'var(--surface-2)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--surface-3)', border: 'none', color: 'var(--ink-2)' },
})
