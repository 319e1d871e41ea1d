import type { ClientMessage, Entry, ServerMessage } from '../messages'

export type Connection = 'connecting' | 'live' | 'lost'

/** The part of a WebSocket that the stream uses. */
export interface Socket {
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  readyState: number
  send(text: string): void
  close(): void
}

export interface StreamOptions {
  open(): Socket
  /** Position of the last entry that the page has. */
  cursor(): number
  receive(message: ServerMessage): void
  connection(state: Connection): void
  /** Milliseconds; replaced in tests. */
  schedule?: (work: () => void, millis: number) => unknown
  random?: () => number
}

const FIRST_WAIT_MILLIS = 300
const LONGEST_WAIT_MILLIS = 8_000
/** Commands kept for sending while there is no connection. */
const KEPT_MESSAGES = 100
const OPEN = 1

/**
 * One WebSocket that comes back by itself: after each connection it asks for the log from where the page is, so nothing
 * is lost and nothing comes twice. Commands are kept until the log shows them and sent again if a break swallowed them.
 */
export class Stream {
  private socket: Socket | undefined
  private attempt = 0
  private closed = false
  private waiting: ClientMessage[] = []
  private unconfirmed: { id: string; line: string; sentOn: Socket | undefined }[] = []
  /** The position that this connection's history reaches up to; undefined until the server has said hello. */
  private caughtUpAt: number | undefined

  constructor(private readonly options: StreamOptions) {}

  connect(): void {
    this.options.connection(this.attempt === 0 ? 'connecting' : 'lost')
    const socket = this.options.open()
    this.socket = socket
    this.caughtUpAt = undefined
    socket.onopen = () => {
      this.attempt = 0
      this.options.connection('live')
      socket.send(JSON.stringify({ type: 'resume', cursor: this.options.cursor() } satisfies ClientMessage))
      const waiting = this.waiting
      this.waiting = []
      for (const message of waiting) this.send(message)
    }
    socket.onmessage = (event) => {
      if (socket === this.socket) this.take(JSON.parse(String(event.data)) as ServerMessage)
    }
    socket.onclose = () => {
      if (socket === this.socket) this.lost()
    }
  }

  /** Sends now; what a person did is kept while there is no connection, what only describes the moment is not. */
  send(message: ClientMessage): void {
    const connected = this.socket?.readyState === OPEN
    if (message.type === 'command') {
      this.unconfirmed.push({ id: message.id, line: message.line, sentOn: connected ? this.socket : undefined })
    }
    if (connected) this.socket?.send(JSON.stringify(message))
    else if (message.type !== 'command' && message.type !== 'complete' && message.type !== 'resume' && this.waiting.length < KEPT_MESSAGES) {
      this.waiting.push(message)
    }
  }

  /** Starts over from the cursor at once, with a fresh connection. */
  restart(): void {
    const old = this.socket
    this.socket = undefined
    old?.close()
    this.connect()
  }

  close(): void {
    this.closed = true
    this.socket?.close()
  }

  private take(message: ServerMessage): void {
    if (message.type === 'hello') this.caughtUpAt = message.position
    if (message.type === 'entries') this.confirm(message.entries)
    this.options.receive(message)
    if (this.caughtUpAt !== undefined && this.options.cursor() >= this.caughtUpAt) {
      this.caughtUpAt = undefined
      this.sendAgain()
    }
  }

  private sendAgain(): void {
    for (const command of this.unconfirmed) {
      if (command.sentOn === this.socket) continue
      command.sentOn = this.socket
      this.socket?.send(JSON.stringify({ type: 'command', id: command.id, line: command.line } satisfies ClientMessage))
    }
  }

  private confirm(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.type !== 'act' || entry.kind !== 'command' || entry.position <= this.options.cursor()) continue
      if (this.unconfirmed[0]?.line === entry.text) this.unconfirmed.shift()
    }
  }

  private lost(): void {
    this.socket = undefined
    if (this.closed) return
    this.options.connection('lost')
    const longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** this.attempt++)
    // Half of the wait is random, so that a class does not come back all at once.
    const wait = longest / 2 + (longest / 2) * (this.options.random ?? Math.random)()
    const schedule = this.options.schedule ?? setTimeout
    schedule(() => {
      if (!this.closed) this.connect()
    }, wait)
  }
}
