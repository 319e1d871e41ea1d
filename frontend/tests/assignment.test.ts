import { flushSync } from 'svelte'
import { describe, expect, test } from 'vitest'
import { Assignment } from '../src/lab/assignment.svelte'
import { Lab } from '../src/lab/lab.svelte'
import type { Socket } from '../src/lab/stream'
import { actWords } from '../src/lab/tell'
import type { Act, Checklist, ServerMessage } from '../src/messages'
import { texts } from '../src/texts'

class Wire implements Socket {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  readyState = 1
  send() {}
  close() {}
  says(message: ServerMessage) { this.onmessage?.({ data: JSON.stringify(message) }) }
}

const checklist = (complete: boolean): Checklist =>
  ({ type: 'checklist', exercise: 'e', items: [], score: 0, total: 1, cost: 0, complete, news: [], questions: [], hints: [] })

const begun = (position: number): Act =>
  ({ type: 'act', position, time: 1, actor: 'learner', cause: 0, kind: 'exercise', text: 'e', details: {} })

/** A lab that keeps what it asked for. */
function lab() {
  const socket = new Wire()
  const asked: string[] = []
  const made = new Lab({
    session: 's', language: 'en', name: 'Jisu', openSocket: () => socket, frame: (work) => work(),
    ask: (path) => { asked.push(path); return Promise.resolve(undefined) },
  })
  made.connect()
  socket.onopen?.()
  socket.says({ type: 'hello', session: 's', name: 'Jisu', language: 'en', version: '1', position: 1, exercise: 'e' })
  socket.says({ type: 'entries', entries: [begun(1)] })
  flushSync()
  return { made, socket, asked }
}

describe('an exercise on the page', () => {
  test('is read when the page connects, and when one begins later, but not for what was begun before', () => {
    const { made, socket, asked } = lab()
    expect(asked).toEqual(['/exercise'])
    made.look(1)
    made.assignment.checked = { from: 0, until: 1, complete: false, cutShort: false, items: [], happened: [] }
    socket.says({ type: 'entries', entries: [begun(2)] })
    expect(asked).toEqual(['/exercise', '/exercise'])
    expect(made.viewed).toBeUndefined()
    expect(made.assignment.checked).toBeUndefined()
  })

  test('is read again when everything is done: the solution may be seen then', () => {
    const { socket, asked } = lab()
    socket.says(checklist(false))
    socket.says(checklist(true))
    socket.says(checklist(true))
    expect(asked).toEqual(['/exercise', '/exercise'])
  })

  test('asks one thing at a time', async () => {
    const asked: string[] = []
    let answer: (value: unknown) => void = () => {}
    const assignment = new Assignment((path) => { asked.push(path); return new Promise((resolve) => (answer = resolve as never)) })
    const first = assignment.check()
    expect(assignment.busy).toBe(true)
    await assignment.begin('other')
    expect(asked).toEqual(['/check'])
    answer({ complete: true })
    await first
    expect(assignment.busy).toBe(false)
    expect(assignment.checked?.complete).toBe(true)
  })

  test('keeps the last result when a check is refused', async () => {
    const assignment = new Assignment(() => Promise.resolve(undefined))
    const before = { from: 0, until: 1, complete: false, cutShort: false, items: [], happened: [] }
    assignment.checked = before
    await assignment.check()
    expect(assignment.checked).toBe(before)
  })
})

describe('the story', () => {
  test.each([['session', 'prepare', 'Set up a new cluster'], ['check', 'e', 'Checked the work'], ['fault', 'power-off-node worker-1', 'Fault: power-off-node worker-1']])(
    'has words for %s %s', (kind, text, words) => {
      expect(actWords({ ...begun(1), kind, text }, texts.en.story.acts, (id) => id)).toBe(words)
    })
})
