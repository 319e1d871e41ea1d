import type { Entry, Json, JsonObject } from '../src/messages.ts'
import type { Language } from '../src/wire.ts'

type Body = JsonObject

interface Pod { uid: string; name: string; set: ReplicaSet; node: string; ready: boolean; leaving: boolean; bad: boolean }
interface ReplicaSet { uid: string; name: string; hash: string; image: string; revision: number; wanted: number; created: boolean }
interface Deployment { uid: string; name: string; image: string; replicas: number; generation: number; sets: ReplicaSet[]; pods: Pod[]; revision: number; cause: number }

const WORKERS = ['worker-1', 'worker-2', 'worker-3']
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * A make-believe cluster for working on the page alone: it writes a log of the real shape (acts, decisions with
 * reasons, changes) for a Deployment's life. It is not a simulator; the server is.
 */
export class Story {
  readonly entries: Entry[] = []
  readonly files = new Map([['nginx.yaml', MANIFEST], ['notes/memo.txt', 'kubectl rollout undo deployment/nginx\n']])
  now = Date.UTC(2026, 10, 24, 1, 46, 56)
  private readonly deployments = new Map<string, Deployment>()
  private agenda: { at: number; work: () => void }[] = []
  private dice = 7
  private uids = 0

  constructor(public language: Language = 'ko') {
    for (const name of ['control-plane', ...WORKERS]) this.node(name)
    const start = this.log('learner', 0, { type: 'act', kind: 'session', text: 'start', details: {} })
    for (const [path, content] of this.files) this.log('learner', start, { type: 'file', kind: 'written', path: `/home/learner/${path}`, content })
  }

  log(actor: string, cause: number, body: Body): number {
    const position = this.entries.length + 1
    this.entries.push({ position, time: this.now, actor, cause, ...body } as unknown as Entry)
    return position
  }

  get nextDue(): number | undefined {
    return this.agenda[0]?.at
  }

  step(): boolean {
    const due = this.agenda.shift()
    if (!due) return false
    this.now = Math.max(this.now, due.at)
    due.work()
    return true
  }

  runUntil(time: number): void {
    while (this.agenda[0] && this.agenda[0].at <= time) this.step()
    this.now = Math.max(this.now, time)
  }

  /** Runs a command to its end; returns the position of its act. */
  command(line: string): number {
    const act = this.log('learner', 0, { type: 'act', kind: 'command', text: line, details: {} })
    const { text, code } = this.execute(line, act)
    if (text !== '') this.log('shell', act, { type: 'output', stream: code === 0 ? 'out' : 'err', text })
    this.log('shell', act, { type: 'exit', code, directory: '~' })
    return act
  }

  private execute(line: string, act: number): { text: string; code: number } {
    const words = line.trim().split(/\s+/)
    const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1]
    if (/^kubectl create deployment/.test(line)) {
      const name = words[3] as string
      this.create(name, option('image') ?? 'nginx', Number(option('replicas') ?? 1), act)
      return { text: `deployment.apps/${name} created\n`, code: 0 }
    }
    if (/^kubectl set image/.test(line)) {
      const deployment = this.deployments.get((words[3] ?? '').split('/')[1] ?? '')
      if (!deployment) return { text: `Error from server (NotFound): deployments.apps "${words[3]}" not found\n`, code: 1 }
      deployment.image = (words[4] ?? '').split('=')[1] ?? ''
      this.specChanged(deployment, act)
      return { text: `deployment.apps/${deployment.name} image updated\n`, code: 0 }
    }
    if (/^kubectl scale/.test(line)) {
      const deployment = [...this.deployments.values()].find((each) => line.includes(each.name))
      if (!deployment) return { text: 'error: no objects passed to scale\n', code: 1 }
      deployment.replicas = Number(option('replicas'))
      this.specChanged(deployment, act)
      return { text: `deployment.apps/${deployment.name} scaled\n`, code: 0 }
    }
    if (/^kubectl rollout status/.test(line)) {
      let text = ''
      for (const deployment of this.deployments.values()) {
        const before = this.alive(deployment).length
        while (this.agenda.length > 0) this.step()
        text += before > 0 ? `Waiting for deployment "${deployment.name}" rollout to finish: 1 old replicas are pending termination...\n` : ''
        text += `deployment "${deployment.name}" successfully rolled out\n`
      }
      return { text, code: 0 }
    }
    if (/^kubectl get (pods|po)/.test(line)) {
      this.log('learner', act, { type: 'read', verb: 'list', resource: 'pods', namespace: 'default', name: '' })
      return { text: this.podTable(), code: 0 }
    }
    if (/^kubectl get/.test(line)) return { text: this.deploymentTable(), code: 0 }
    if (/^ls/.test(line)) return { text: 'nginx.yaml  notes\n', code: 0 }
    return { text: `bash: ${words[0]}: command not found\n`, code: 127 }
  }

  private podTable(): string {
    const rows = [...this.deployments.values()].flatMap((each) => each.pods)
      .map((pod) => `${pod.name.padEnd(24)}${pod.ready ? '1/1' : '0/1'}     ${(pod.leaving ? 'Terminating' : pod.ready ? 'Running' : pod.bad ? 'ImagePullBackOff' : 'ContainerCreating').padEnd(20)}0          8s`)
    return rows.length === 0 ? 'No resources found in default namespace.\n' : `${'NAME'.padEnd(24)}READY   ${'STATUS'.padEnd(20)}RESTARTS   AGE\n${rows.join('\n')}\n`
  }

  private deploymentTable(): string {
    const rows = [...this.deployments.values()].map((each) => {
      const ready = this.alive(each).filter((pod) => pod.ready).length
      return `${each.name.padEnd(8)}${`${ready}/${each.replicas}`.padEnd(8)}${String(each.pods.length).padEnd(13)}${String(ready).padEnd(12)}12s`
    })
    return `NAME    READY   UP-TO-DATE   AVAILABLE   AGE\n${rows.join('\n')}\n`
  }

  // ------------------------------------------------------------ objects

  private node(name: string): void {
    const master = name === 'control-plane'
    this.log('setup', 0, {
      type: 'change', verb: 'ADDED', apiVersion: 'v1', kind: 'Node', resource: 'nodes', name, uid: this.uid(),
      object: {
        apiVersion: 'v1', kind: 'Node',
        metadata: { name, labels: { 'kubernetes.io/hostname': name, ...(master ? { 'node-role.kubernetes.io/control-plane': '' } : {}) } },
        spec: { podCIDR: '10.244.1.0/24', ...(master ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } : {}) },
        status: { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }], capacity: { cpu: '4', memory: '8Gi', pods: '110' } },
      },
    })
  }

  private create(name: string, image: string, replicas: number, act: number): void {
    const deployment: Deployment = { uid: this.uid(), name, image, replicas, generation: 1, sets: [], pods: [], revision: 0, cause: act }
    this.deployments.set(name, deployment)
    const cause = this.change(act, 'learner', 'ADDED', 'Deployment', name, deployment.uid, {
      metadata: { name, namespace: 'default', uid: deployment.uid, generation: 1, labels: { app: name }, creationTimestamp: new Date(this.now).toISOString() },
      spec: {
        replicas, selector: { matchLabels: { app: name } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'nginx', image }] } },
      },
      status: {},
    })
    this.later(30, () => this.reconcile(deployment, cause))
  }

  private specChanged(deployment: Deployment, act: number): void {
    deployment.generation++
    const cause = this.change(act, 'learner', 'MODIFIED', 'Deployment', deployment.name, deployment.uid, {
      metadata: { generation: deployment.generation },
      spec: { replicas: deployment.replicas, template: { spec: { containers: [{ name: 'nginx', image: deployment.image }] } } },
    })
    this.later(30, () => this.reconcile(deployment, cause))
  }

  private reconcile(deployment: Deployment, cause: number): void {
    let fresh = deployment.sets.find((set) => set.image === deployment.image)
    const surge = Math.ceil(deployment.replicas / 4)
    const unavailable = Math.floor(deployment.replicas / 4)
    const first = !fresh
    if (!fresh) {
      const hash = this.random(8) + 'f9' + this.random(2)
      fresh = { uid: this.uid(), name: `${deployment.name}-${hash}`, hash, image: deployment.image, revision: 0, wanted: 0, created: false }
      deployment.sets.push(fresh)
    }
    if (fresh.revision !== deployment.revision || fresh.revision === 0) fresh.revision = ++deployment.revision
    const steps: { action: string; target: string; reason: string; text: string }[] = []
    const acts: ((position: number) => void)[] = []
    const olds = deployment.sets.filter((set) => set !== fresh)
    const total = deployment.sets.reduce((sum, set) => sum + set.wanted, 0)
    const room = olds.every((set) => set.wanted === 0) ? deployment.replicas : deployment.replicas + surge
    const target = Math.max(fresh.wanted, Math.min(deployment.replicas, fresh.wanted + Math.max(0, room - total)))
    const set = fresh
    if (target !== set.wanted || first) {
      const before = set.wanted
      set.wanted = target
      const verb = set.created ? 'update' : 'create'
      steps.push({
        action: verb, target: `ReplicaSet/${set.name}`, reason: 'ScaleUpNew',
        text: this.say(
          `새 ReplicaSet을 ${before}개에서 ${target}개로 늘립니다. 전체 Pod는 ${deployment.replicas}개 + 추가 허용(maxSurge) ${surge}개를 넘을 수 없습니다.`,
          `Scale the new ReplicaSet from ${before} to ${target}: there may be at most ${deployment.replicas} + ${surge} (maxSurge) pods.`),
      })
      acts.push((position) => this.putSet(deployment, set, position))
    }
    const ready = this.alive(deployment).filter((pod) => pod.ready).length
    const leaving = olds.reduce((sum, old) => sum + Math.max(0, this.alive(deployment).filter((pod) => pod.set === old).length - old.wanted), 0)
    let spare = ready - leaving - (deployment.replicas - unavailable)
    for (const old of olds) {
      const less = Math.min(old.wanted, Math.max(0, spare))
      if (less === 0) continue
      spare -= less
      const to = old.wanted - less
      steps.push({
        action: 'update', target: `ReplicaSet/${old.name}`, reason: 'ScaleDownOld',
        text: this.say(
          `이전 ReplicaSet을 ${old.wanted}개에서 ${to}개로 줄입니다. 사용 가능한 Pod가 ${ready}개이므로 최소 ${deployment.replicas - unavailable}개는 그대로 남습니다.`,
          `Scale the old ReplicaSet from ${old.wanted} to ${to}: ${ready} pods are available and at least ${deployment.replicas - unavailable} must stay so.`),
      })
      old.wanted = to
      acts.push((position) => this.putSet(deployment, old, position))
    }
    if (steps.length === 0) return this.putStatus(deployment, cause)
    const position = this.log('deployment', cause, {
      type: 'decision', controller: 'deployment', key: `default/${deployment.name}`,
      saw: [this.fact('total', '전체 Pod', 'pods', total), this.fact('available', '사용 가능', 'available', ready)],
      wanted: [this.fact('replicas', '원하는 수', 'replicas', deployment.replicas), this.fact('image', '이미지', 'image', deployment.image)],
      steps, text: steps[0]?.text ?? '',
    })
    for (const act of acts) act(position)
    this.putStatus(deployment, position)
  }

  private putSet(deployment: Deployment, set: ReplicaSet, cause: number): void {
    const created = set.created
    set.created = true
    const change = this.change(cause, 'deployment', created ? 'MODIFIED' : 'ADDED', 'ReplicaSet', set.name, set.uid, {
      metadata: {
        name: set.name, namespace: 'default', uid: set.uid, labels: { app: deployment.name, 'pod-template-hash': set.hash },
        annotations: { 'deployment.kubernetes.io/revision': String(set.revision) },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name, uid: deployment.uid, controller: true }],
      },
      spec: { replicas: set.wanted, template: { spec: { containers: [{ name: 'nginx', image: set.image }] } } },
    })
    this.event(cause, 'deployment', 'Deployment', deployment.name, 'ScalingReplicaSet', `Scaled up replica set ${set.name} to ${set.wanted}`)
    this.later(40, () => this.scale(deployment, set, change))
  }

  private scale(deployment: Deployment, set: ReplicaSet, cause: number): void {
    const mine = deployment.pods.filter((pod) => pod.set === set && !pod.leaving)
    const missing = set.wanted - mine.length
    if (missing === 0) return
    const names = missing > 0 ? Array.from({ length: missing }, () => `${set.name}-${this.random(5)}`) : mine.slice(0, -missing).map((pod) => pod.name)
    const position = this.log('replicaset', cause, {
      type: 'decision', controller: 'replicaset', key: `default/${set.name}`,
      saw: [this.fact('pods', 'Pod', 'pods', mine.length)], wanted: [this.fact('replicas', '원하는 수', 'replicas', set.wanted)],
      text: missing > 0
        ? this.say(`Pod ${missing}개가 모자라서 새로 만듭니다.`, `Create ${missing} pods: too few exist.`)
        : this.say(`Pod ${-missing}개가 남아서 지웁니다.`, `Delete ${-missing} pods: too many exist.`),
      steps: names.map((name) => ({
        action: missing > 0 ? 'create' : 'delete', target: `Pod/${name}`, reason: missing > 0 ? 'TooFew' : 'TooMany',
        text: missing > 0 ? this.say('원하는 수보다 적습니다.', 'Fewer than wanted.') : this.say('원하는 수보다 많습니다.', 'More than wanted.'),
      })),
    })
    if (missing > 0) for (const name of names) this.createPod(deployment, set, name, position)
    else for (const pod of mine.slice(0, -missing)) this.deletePod(deployment, pod, position)
  }

  private createPod(deployment: Deployment, set: ReplicaSet, name: string, cause: number): void {
    const pod: Pod = { uid: this.uid(), name, set, node: '', ready: false, leaving: false, bad: set.image.includes('none') }
    deployment.pods.push(pod)
    const change = this.change(cause, 'replicaset', 'ADDED', 'Pod', name, pod.uid, {
      metadata: {
        name, namespace: 'default', uid: pod.uid, labels: { app: deployment.name, 'pod-template-hash': set.hash },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: set.name, uid: set.uid, controller: true }],
      },
      spec: { containers: [{ name: 'nginx', image: set.image }] }, status: { phase: 'Pending' },
    })
    this.event(cause, 'replicaset', 'ReplicaSet', set.name, 'SuccessfulCreate', `Created pod: ${name}`)
    this.later(60 + this.roll(60), () => this.schedule(deployment, pod, change))
  }

  private schedule(deployment: Deployment, pod: Pod, cause: number): void {
    pod.node = WORKERS[this.roll(3)] as string
    const position = this.log('scheduler', cause, {
      type: 'decision', controller: 'scheduler', key: `default/${pod.name}`,
      saw: [this.fact('fits', '맞는 노드', 'nodes that fit', WORKERS), this.fact('rejected', '맞지 않는 노드', 'rejected', { 'control-plane': 'taint' })],
      wanted: [],
      text: this.say(`${pod.node}에 배치합니다. 이 앱의 Pod가 가장 적은 노드입니다.`, `Bind to ${pod.node}: it has the fewest pods of this app.`),
      steps: [{ action: 'bind', target: `Pod/${pod.name}`, reason: 'Fits', text: this.say(`${pod.node}의 점수가 가장 높습니다.`, `${pod.node} scored highest.`) }],
    })
    const change = this.change(position, 'scheduler', 'MODIFIED', 'Pod', pod.name, pod.uid, {
      spec: { nodeName: pod.node }, status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    })
    this.event(position, 'scheduler', 'Pod', pod.name, 'Scheduled', `Successfully assigned default/${pod.name} to ${pod.node}`)
    this.later(50, () => {
      const waiting = pod.bad ? 'ImagePullBackOff' : 'ContainerCreating'
      const creating = this.change(change, 'kubelet', 'MODIFIED', 'Pod', pod.name, pod.uid, this.podStatus('Pending', false, { waiting: { reason: waiting } }))
      if (pod.bad) return
      this.later(900 + this.roll(900), () => {
        if (pod.leaving) return
        const running = this.change(creating, 'kubelet', 'MODIFIED', 'Pod', pod.name, pod.uid, {
          ...this.podStatus('Running', false, { running: { startedAt: new Date(this.now).toISOString() } }),
        })
        this.later(500 + this.roll(900), () => {
          if (pod.leaving) return
          pod.ready = true
          const ready = this.change(running, 'kubelet', 'MODIFIED', 'Pod', pod.name, pod.uid, {
            status: { podIP: `10.244.${this.roll(3) + 1}.${this.roll(200) + 2}`, ...(this.podStatus('Running', true, { running: {} })['status'] as JsonObject) },
          })
          this.later(20, () => this.reconcile(deployment, ready))
        })
      })
    })
  }

  private deletePod(deployment: Deployment, pod: Pod, cause: number): void {
    pod.leaving = true
    const change = this.change(cause, 'replicaset', 'MODIFIED', 'Pod', pod.name, pod.uid, { metadata: { deletionTimestamp: new Date(this.now + 30_000).toISOString(), deletionGracePeriodSeconds: 30 } })
    this.later(1200 + this.roll(800), () => {
      deployment.pods = deployment.pods.filter((each) => each !== pod)
      this.log('kubelet', change, { type: 'change', verb: 'DELETED', apiVersion: 'v1', kind: 'Pod', resource: 'pods', namespace: 'default', name: pod.name, uid: pod.uid })
    })
  }

  private podStatus(phase: string, ready: boolean, state: JsonObject): JsonObject {
    return {
      status: {
        phase,
        conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Initialized', status: 'True' }, { type: 'ContainersReady', status: ready ? 'True' : 'False' }, { type: 'Ready', status: ready ? 'True' : 'False', ...(ready ? {} : { reason: 'ContainersNotReady', message: 'containers with unready status: [nginx]' }) }],
        containerStatuses: [{ name: 'nginx', ready, restartCount: 0, state }],
      },
    }
  }

  private putStatus(deployment: Deployment, cause: number): void {
    const alive = this.alive(deployment)
    const ready = alive.filter((pod) => pod.ready).length
    this.change(cause, 'deployment', 'MODIFIED', 'Deployment', deployment.name, deployment.uid, {
      metadata: { annotations: { 'deployment.kubernetes.io/revision': String(deployment.revision) } },
      status: {
        replicas: alive.length, readyReplicas: ready, availableReplicas: ready,
        updatedReplicas: alive.filter((pod) => pod.set.image === deployment.image).length, observedGeneration: deployment.generation,
        conditions: [{ type: 'Available', status: ready >= deployment.replicas ? 'True' : 'False', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }, { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: 'ReplicaSet is progressing.' }],
      },
    })
  }

  private event(cause: number, actor: string, kind: string, name: string, reason: string, message: string): void {
    const uid = this.uid()
    this.change(cause, actor, 'ADDED', 'Event', `${name}.${uid}`, uid, { involvedObject: { kind, name, namespace: 'default' }, reason, message, type: 'Normal', count: 1, lastTimestamp: new Date(this.now).toISOString() })
  }

  private change(cause: number, actor: string, verb: string, kind: string, name: string, uid: string, patch: JsonObject): number {
    const apps = kind === 'Deployment' || kind === 'ReplicaSet'
    const body: Record<string, Json> = { type: 'change', verb, apiVersion: apps ? 'apps/v1' : 'v1', kind, resource: `${kind.toLowerCase()}s`, namespace: 'default', name, uid }
    const head = { apiVersion: apps ? 'apps/v1' : 'v1', kind }
    return this.log(actor, cause, { ...body, ...(verb === 'ADDED' ? { object: { ...head, ...patch } } : { patch }) })
  }

  private alive(deployment: Deployment): Pod[] {
    return deployment.pods.filter((pod) => !pod.leaving)
  }

  private later(millis: number, work: () => void): void {
    this.agenda.push({ at: this.now + millis, work })
    this.agenda.sort((a, b) => a.at - b.at)
  }

  private roll(n: number): number {
    this.dice = (this.dice * 1103515245 + 12345) % 2147483648
    return Math.floor((this.dice / 2147483648) * n)
  }

  private random(length: number): string {
    return Array.from({ length }, () => LETTERS[this.roll(LETTERS.length)]).join('')
  }

  private uid(): string {
    return `uid-${++this.uids}`
  }

  private fact(name: string, ko: string, en: string, value: Json): JsonObject {
    return { name, label: this.say(ko, en), value }
  }

  private say(ko: string, en: string): string {
    return this.language === 'ko' ? ko : en
  }
}

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.20
          ports:
            - containerPort: 80
`
