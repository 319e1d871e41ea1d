import { flushSync } from 'svelte'
import { describe, expect, test } from 'vitest'
import { Story } from '../dev/story'
import { Lab, type TerminalEar } from '../src/lab/lab.svelte'
import type { Socket } from '../src/lab/stream'
import type { ServerMessage } from '../src/messages'

class FakeSocket implements Socket {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  readyState = 1
  sent: { type: string; cursor?: number }[] = []
  send(text: string) { this.sent.push(JSON.parse(text) as { type: string }) }
  close() { this.readyState = 3 }
  says(message: ServerMessage) { this.onmessage?.({ data: JSON.stringify(message) }) }
}

class Ear implements TerminalEar {
  heard: number[] = []
  ran: string[] = []
  follow(entries: readonly { position: number }[]) { this.heard.push(...entries.map((entry) => entry.position)) }
  busy() {}
  completed() {}
  run(command: string) { this.ran.push(command) }
  paste() {}
  refused() {}
  focus() {}
}

/** A lab connected to the log of a story. */
class Bench {
  readonly sockets: FakeSocket[] = []
  readonly story = new Story('en')
  now = 0
  readonly lab = new Lab({
    session: 's', language: 'en', name: 'Jisu',
    openSocket: () => { const socket = new FakeSocket(); this.sockets.push(socket); return socket },
    ask: () => Promise.resolve(undefined),
    frame: (work) => work(),
    monotonic: () => this.now,
  })
  get socket() { return this.sockets.at(-1) as FakeSocket }
  connect() {
    this.lab.connect()
    this.socket.onopen?.()
    this.hello()
  }
  hello() {
    this.socket.says({ type: 'hello', session: 's', name: 'Jisu', language: this.story.language, version: '1', position: this.story.entries.length, exercise: 'e' })
    this.tell(0)
  }
  tell(from: number) {
    this.socket.says({ type: 'entries', entries: this.story.entries.slice(from) })
    flushSync()
  }
}

function rolledOut(): Bench {
  const bench = new Bench()
  bench.story.command('kubectl create deployment nginx --image=nginx:1.20 --replicas=3')
  bench.story.runUntil(bench.story.now + 20_000)
  bench.connect()
  return bench
}

describe('the lab', () => {
  test('folds the log into the picture and the files', () => {
    const { lab } = rolledOut()
    expect(lab.picture.workloads[0]).toMatchObject({ name: 'nginx', ready: 3 })
    expect(lab.files.map(([path]) => path)).toEqual(['nginx.yaml', 'notes/memo.txt'])
    expect(lab.deployment?.name).toBe('nginx')
  })

  test('shows the past and comes back to now', () => {
    const { lab, story } = rolledOut()
    const act = story.entries.find((entry) => entry.type === 'act' && entry.kind === 'command')?.position ?? 0
    lab.look(act)
    flushSync()
    expect(lab.picture.workloads).toEqual([])
    expect(lab.picture.nodes).toHaveLength(4)
    lab.look(undefined)
    flushSync()
    expect(lab.picture.workloads).toHaveLength(1)
  })

  test('stays in the past while the present goes on', () => {
    const bench = rolledOut()
    const end = bench.story.entries.length
    bench.lab.look(end - 1)
    bench.story.command('kubectl set image deployment/nginx nginx=nginx:1.21')
    bench.story.runUntil(bench.story.now + 20_000)
    bench.tell(end)
    expect(bench.lab.viewed).toBe(end - 1)
    expect(bench.lab.picture.workloads[0]?.generations).toHaveLength(1)
    bench.lab.look(undefined)
    flushSync()
    expect(bench.lab.picture.workloads[0]?.generations).toHaveLength(2)
  })

  test('shows the checklist as it was', () => {
    const bench = rolledOut()
    const end = bench.story.entries.length
    const quiet = { exercise: 'e', cost: 0, complete: false, news: [], questions: [], hints: [] }
    const item = { id: 'a', title: 'A', optional: false, weight: 1, inFuture: false, tiers: 0 }
    bench.socket.says({ type: 'checklist', items: [{ ...item, state: 'met', metAt: end - 5 }, { ...item, id: 'b', state: 'unmet', found: 'x' }], score: 1, total: 2, ...quiet })
    expect(bench.lab.items.map((each) => each.state)).toEqual(['met', 'unmet'])
    bench.lab.look(end - 6)
    flushSync()
    expect(bench.lab.items.map((each) => each.state)).toEqual(['unmet', 'unmet'])
  })

  test('carries the running clock on between messages, at its speed', () => {
    const bench = new Bench()
    bench.connect()
    bench.socket.says({ type: 'clock', now: 1000, running: true, speed: 10 })
    bench.now = 50
    expect(bench.lab.virtualNow()).toBe(1500)
    bench.socket.says({ type: 'clock', now: 1600, running: false, speed: 10 })
    bench.now = 500
    expect(bench.lab.virtualNow()).toBe(1600)
  })

  test('tells the terminal each entry once, also those from before it was there', () => {
    const bench = rolledOut()
    const ear = new Ear()
    bench.lab.listen(ear)
    bench.socket.onclose?.()
    bench.lab.connect()
    bench.hello()
    expect(ear.heard).toEqual(bench.story.entries.map((entry) => entry.position))
  })

  test('reads the log anew when the language changes, without repeating it in the terminal', () => {
    const bench = rolledOut()
    const ear = new Ear()
    bench.lab.listen(ear)
    const end = bench.story.entries.length
    bench.lab.speak('ko')
    expect(bench.lab.texts.regions.terminal).toBe('터미널')
    bench.story.language = 'ko'
    bench.story.log('learner', 0, { type: 'act', kind: 'session', text: 'language', details: {} })
    bench.tell(end)
    expect(bench.sockets).toHaveLength(2)
    bench.socket.onopen?.()
    expect(bench.socket.sent[0]).toEqual({ type: 'resume', cursor: 0 })
    bench.hello()
    expect(bench.lab.history.entries).toHaveLength(end + 1)
    expect(ear.heard).toEqual(bench.story.entries.map((entry) => entry.position))
    expect(bench.sockets).toHaveLength(2)
  })

  test('opens the editor that a command asks for and answers it', () => {
    const bench = rolledOut()
    bench.socket.says({ type: 'editor', path: '/tmp/edit.yaml', content: 'a: 1' })
    expect(bench.lab.work).toBe('editor')
    bench.lab.answerEditor(true, 'a: 2')
    expect(bench.socket.sent.at(-1)).toEqual({ type: 'editor', path: '/tmp/edit.yaml', saved: true, content: 'a: 2' })
    expect([bench.lab.work, bench.lab.editorRequest]).toEqual(['terminal', undefined])
  })
})
