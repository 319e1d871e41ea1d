import { describe, expect, test } from 'vitest'
import { History } from '../src/lab/history'
import { Stream, type Connection, type Socket } from '../src/lab/stream'
import type { Entry, ServerMessage } from '../src/messages'

class FakeSocket implements Socket {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  readyState = 0
  sent: object[] = []
  send(text: string) { this.sent.push(JSON.parse(text) as object) }
  close() { this.readyState = 3 }
  open() { this.readyState = 1; this.onopen?.() }
  drop() { this.readyState = 3; this.onclose?.() }
  says(message: object) { this.onmessage?.({ data: JSON.stringify(message) }) }
}

class Bench {
  readonly sockets: FakeSocket[] = []
  readonly history = new History()
  readonly states: Connection[] = []
  readonly waits: number[] = []
  private due: (() => void) | undefined
  readonly stream = new Stream({
    open: () => { const socket = new FakeSocket(); this.sockets.push(socket); return socket },
    cursor: () => this.history.position,
    receive: (message: ServerMessage) => { if (message.type === 'entries') this.history.append(message.entries) },
    connection: (state) => this.states.push(state),
    schedule: (work, millis) => { this.waits.push(millis); this.due = work },
    random: () => 1,
  })
  get socket() { return this.sockets.at(-1) as FakeSocket }
  wait() { const due = this.due; this.due = undefined; due?.() }
  connected() { this.stream.connect(); this.socket.open(); this.hello(0) }
  hello(position: number) { this.socket.says({ type: 'hello', position }) }
  entries(...entries: Partial<Entry>[]) { this.socket.says({ type: 'entries', entries }) }
}

const act = (position: number, text: string) => ({ position, time: 0, actor: 'learner', type: 'act' as const, kind: 'command' as const, text })
const output = (position: number) => ({ position, time: 0, actor: 'shell', type: 'output' as const, stream: 'out' as const, text: '' })

describe('the stream', () => {
  test('asks for the whole log first', () => {
    const bench = new Bench()
    bench.stream.connect()
    bench.socket.open()
    expect(bench.socket.sent).toEqual([{ type: 'resume', cursor: 0 }])
    expect(bench.states).toEqual(['connecting', 'live'])
  })

  test('resumes from the last entry it has, and takes nothing twice', () => {
    const bench = new Bench()
    bench.connected()
    bench.entries(output(1), output(2))
    bench.socket.drop()
    bench.wait()
    bench.socket.open()
    expect(bench.socket.sent).toEqual([{ type: 'resume', cursor: 2 }])
    bench.entries(output(2), output(3))
    expect(bench.history.entries.map((entry) => entry.position)).toEqual([1, 2, 3])
  })

  test('waits longer from try to try, up to a limit, and starts over after a success', () => {
    const bench = new Bench()
    bench.stream.connect()
    for (let i = 0; i < 7; i++) { bench.socket.drop(); bench.wait() }
    expect(bench.waits).toEqual([300, 600, 1200, 2400, 4800, 8000, 8000])
    bench.socket.open()
    bench.socket.drop()
    expect(bench.waits.at(-1)).toBe(300)
  })

  test('sends a command again that a break swallowed, under the same id', () => {
    const bench = new Bench()
    bench.connected()
    bench.stream.send({ type: 'command', id: 'a', line: 'ls' })
    bench.socket.drop()
    bench.wait()
    bench.socket.open()
    bench.hello(0)
    expect(bench.socket.sent).toEqual([{ type: 'resume', cursor: 0 }, { type: 'command', id: 'a', line: 'ls' }])
  })

  test('does not send a command again that the log has', () => {
    const bench = new Bench()
    bench.connected()
    bench.stream.send({ type: 'command', id: 'a', line: 'ls' })
    bench.socket.drop()
    bench.wait()
    bench.socket.open()
    bench.hello(1)
    bench.entries(act(1, 'ls'))
    expect(bench.socket.sent).toEqual([{ type: 'resume', cursor: 0 }])
  })

  test('keeps what is done without a connection', () => {
    const bench = new Bench()
    bench.connected()
    bench.socket.drop()
    bench.stream.send({ type: 'clock', action: 'pause' })
    bench.stream.send({ type: 'command', id: 'a', line: 'ls' })
    bench.wait()
    bench.socket.open()
    bench.hello(0)
    expect(bench.socket.sent.slice(1)).toEqual([{ type: 'clock', action: 'pause' }, { type: 'command', id: 'a', line: 'ls' }])
  })

  test('ignores what an old connection still says', () => {
    const bench = new Bench()
    bench.connected()
    const old = bench.socket
    bench.stream.restart()
    old.says({ type: 'entries', entries: [output(9)] })
    expect(bench.history.entries).toEqual([])
  })
})
