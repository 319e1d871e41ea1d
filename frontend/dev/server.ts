import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Checklist, ChecklistItem, ClientMessage, ServerMessage } from '../src/messages.ts'
import { readLanguage } from '../src/wire.ts'
import { check, exercise, exercises, told } from './exercise.ts'
import { Story } from './story.ts'

/** Real milliseconds between two looks at the clock. */
const TICK_MILLIS = 50

/** Serves a make-believe lab to the dev page, so that the front end can be worked on alone. */
export function fakeServer(): Plugin {
  return {
    name: 'fake-server',
    configureServer(server) {
      const labs = new Map<string, FakeLab>()
      const lab = (id: string) => labs.get(id) ?? labs.set(id, new FakeLab(id)).get(id) as FakeLab
      const sockets = new WebSocketServer({ noServer: true })
      server.httpServer?.on('upgrade', (request: IncomingMessage, socket, head) => {
        const match = /^\/api\/sessions\/([^/]+)\/stream/.exec(request.url ?? '')
        if (match) sockets.handleUpgrade(request, socket, head, (client) => lab(match[1] as string).attach(client))
      })
      server.middlewares.use((request: IncomingMessage, response: ServerResponse, next) => {
        const match = /^\/api\/sessions\/([^/]+)\/(exercises|exercise|check)$/.exec(request.url ?? '')
        if (!match) return next()
        const { story } = lab(match[1] as string)
        const answers = { exercise: () => exercise(story.language), exercises: () => exercises(story.language), check: () => check(story.language, story.now) }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(answers[match[2] as keyof typeof answers]()))
      })
    },
  }
}

/** A session id may ask for a prepared past: `dev-rollout`, `dev-500`, `dev-broken`, `dev-done`; `-en` at the end for English. */
class FakeLab {
  readonly story: Story
  private readonly clients = new Map<WebSocket, number>()
  private running = false
  private speed = 1
  private last = Date.now()

  constructor(private readonly id: string) {
    this.story = new Story(id.endsWith('-en') ? 'en' : 'ko')
    this.prepare()
    setInterval(() => this.tick(), TICK_MILLIS)
  }

  attach(client: WebSocket): void {
    client.on('message', (data) => this.take(client, JSON.parse(String(data)) as ClientMessage))
    client.on('close', () => this.clients.delete(client))
  }

  private prepare(): void {
    const story = this.story
    const wait = (millis: number) => story.runUntil(story.now + millis)
    if (/^dev-(rollout|broken|done)/.test(this.id)) {
      const replicas = this.id.includes('rollout10') ? 10 : 3
      story.command('# 10.2 Replica 수 유지')
      story.command(`kubectl create deployment nginx --image=nginx:1.20 --replicas=${replicas}`)
      wait(9000)
      story.command('kubectl get pods')
      wait(5000)
      story.command(`kubectl set image deployment/nginx nginx=nginx:${this.id.startsWith('dev-broken') ? 'none' : '1.21'}`)
      wait(this.id.includes('10') ? 4100 : 2600)
      story.command('kubectl get pods')
      if (this.id.startsWith('dev-done')) {
        wait(9000)
        story.command('kubectl rollout status deployment/nginx')
        story.command('kubectl rollout undo deployment/nginx')
      }
    } else if (this.id.startsWith('dev-500')) {
      story.command('kubectl create deployment web --image=nginx:1.20 --replicas=500')
      wait(20000)
      story.command('kubectl set image deployment/web nginx=nginx:1.21')
      wait(4500)
    } else {
      this.running = true
    }
  }

  private say(client: WebSocket, message: ServerMessage): void {
    client.send(JSON.stringify(message))
  }

  private take(client: WebSocket, message: ClientMessage): void {
    const story = this.story
    switch (message.type) {
      case 'resume':
        this.clients.set(client, message.cursor)
        this.say(client, { type: 'hello', session: this.id, name: '지수', language: story.language, version: 'v1.34.0', position: story.entries.length, exercise: 'first-rollout' })
        break
      case 'command':
        story.command(message.line)
        break
      case 'complete': {
        const words = ['kubectl', 'get', 'pods', 'deployments', 'deployment/nginx', 'rollout', 'status', 'history', 'undo', 'set', 'scale', 'describe', 'create']
        const start = message.line.slice(0, message.cursor).lastIndexOf(' ') + 1
        const part = message.line.slice(start, message.cursor)
        this.say(client, { type: 'completion', id: message.id, start, candidates: words.filter((word) => word.startsWith(part)) })
        break
      }
      case 'clock':
        if (message.action === 'pause') this.running = false
        else if (message.action === 'run') this.running = true
        else if (message.action === 'speed') this.speed = message.speed ?? 1
        else if (message.action === 'jump') story.runUntil(story.now + 600_000)
        else this.stepVisibly()
        break
      case 'save':
        this.file(message.path, message.content)
        break
      case 'remove':
        this.file(message.path, undefined)
        break
      case 'rename':
        this.file(message.to, story.files.get(message.path) ?? '')
        this.file(message.path, undefined)
        break
      case 'language':
        story.language = readLanguage(message.language)
        story.log('learner', 0, { type: 'act', kind: 'session', text: 'language', details: { language: message.language } })
        break
      case 'hint':
        this.say(client, { type: 'hint', item: message.item, tier: 1, tiers: 3, cost: 0, text: story.language === 'ko' ? '`kubectl set image`의 사용법을 `kubectl set image --help`로 살펴보세요.' : 'Look at `kubectl set image --help`.' })
        break
      case 'input':
      case 'end-input':
      case 'interrupt':
      case 'editor':
      case 'resize':
    }
    this.flush()
  }

  private file(path: string, content: string | undefined): void {
    const full = path.startsWith('/') ? path : `/home/learner/${path}`
    if (content === undefined) this.story.files.delete(path)
    else this.story.files.set(path, content)
    this.story.log('learner', 0, { type: 'file', kind: content === undefined ? 'removed' : 'written', path: full, ...(content === undefined ? {} : { content }) })
  }

  private stepVisibly(): void {
    const before = this.story.entries.length
    while (this.story.entries.length === before && this.story.step());
  }

  private tick(): void {
    const now = Date.now()
    if (this.running) this.story.runUntil(this.story.now + (now - this.last) * this.speed)
    this.last = now
    this.flush()
  }

  private flush(): void {
    const story = this.story
    for (const [client, cursor] of this.clients) {
      if (cursor < story.entries.length) this.say(client, { type: 'entries', entries: story.entries.slice(cursor) })
      this.clients.set(client, story.entries.length)
      this.say(client, { type: 'clock', now: story.now, running: this.running, speed: this.speed, nextDue: story.nextDue ?? null })
      this.say(client, this.checklist())
    }
  }

  private checklist(): Checklist {
    const ko = this.story.language === 'ko'
    const did = (part: string) => this.story.entries.find((entry) => entry.type === 'act' && entry.text.includes(part))
    const rest = { optional: false, weight: 1, inFuture: false, tiers: 3, nextCost: 0 }
    const item = (id: string, title: string, met: { position: number } | undefined, found: string, wanted: string): ChecklistItem =>
      met ? { id, title, state: 'met', metAt: met.position, ...rest } : { id, title, state: 'unmet', found, wanted, ...rest }
    const items = [
      item('created', ko ? 'nginx Deployment가 Pod 3개를 준비했습니다' : 'The nginx Deployment has 3 ready pods', did('create deployment'), ko ? 'Deployment가 없습니다' : 'no Deployment', ko ? '준비된 Pod 3개' : '3 ready pods'),
      item('looked', ko ? 'Deployment, ReplicaSet, Pod를 살펴보았습니다' : 'You looked at the Deployment, ReplicaSet and pods', did('get pods'), ko ? 'Pod를 아직 보지 않았습니다' : 'pods not looked at yet', ko ? '세 가지를 모두 조회' : 'all three looked at'),
      item('updated', ko ? '이미지를 nginx:1.21로 바꾸었습니다' : 'The image was changed to nginx:1.21', did('set image'), 'nginx:1.20', 'nginx:1.21'),
      item('status', ko ? '롤아웃이 끝날 때까지 지켜보았습니다' : 'You followed the rollout to its end', did('rollout status'), ko ? '새 Pod 3개 중 1개가 준비되었습니다' : '1 of 3 new pods is ready', ko ? '새 Pod 3개가 모두 준비' : 'all 3 new pods ready'),
      item('undone', ko ? '이전 버전으로 되돌렸습니다' : 'You went back to the previous version', did('rollout undo'), ko ? '리비전 2' : 'revision 2', ko ? '리비전 1의 이미지' : 'the image of revision 1'),
    ]
    const score = items.filter((each) => each.state === 'met').length
    return { type: 'checklist', exercise: 'deployment-rollout', items, score, total: items.length, cost: 5, complete: score === items.length, ...told(this.story.language) }
  }
}
