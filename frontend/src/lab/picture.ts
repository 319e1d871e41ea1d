import { controllerOf, isWorkload, type Birth, type Tracked, type World } from './history'
import { at, list, number, text } from './patch'
import { condition, image, podLook, podReason, restarts, type PodLook } from './pods'

/** Number of generation colours; the next generation starts over. */
export const HUES = 6

export interface PodView {
  uid: string
  name: string
  /** The part of the name that tells siblings apart. */
  short: string
  namespace: string
  look: PodLook
  reason: string
  node: string
  image: string
  ip: string
  restarts: number
  hue: number
  born: number
}

/** One ReplicaSet of a Deployment, or any workload that owns pods itself. */
export interface GenerationView {
  uid: string
  kind: string
  name: string
  hash: string
  revision: string
  image: string
  hue: number
  desired: number
  ready: number
  role: 'new' | 'old'
  /** Pods that count (terminating ones stand beside). */
  pods: PodView[]
}

/** How far a rollout may stray from the wanted number of pods. */
export interface Allowance {
  max: number
  min: number
}

export interface WorkloadView {
  uid: string
  kind: string
  name: string
  namespace: string
  desired: number
  ready: number
  updated: number
  available: number
  total: number
  strategy: string
  surge: string
  unavailable: string
  allowance: Allowance
  rolling: boolean
  paused: boolean
  generations: GenerationView[]
}

export interface NodeView {
  uid: string
  name: string
  controlPlane: boolean
  taints: string[]
  ready: boolean
  cordoned: boolean
  pods: PodView[]
}

export interface PictureView {
  workloads: WorkloadView[]
  /** Pods that nothing owns, or whose owner is gone. */
  loose: PodView[]
  nodes: NodeView[]
  /** Pods without a node. */
  waiting: PodView[]
  pods: number
}

/** Everything that the picture and its text twin show, computed from the objects alone. */
export function picture(world: World, births: ReadonlyMap<string, Birth>): PictureView {
  const children = new Map<string, Tracked[]>()
  const pods: PodView[] = []
  const podOwner = new Map<string, string>()
  const tops: Tracked[] = []
  const nodes: NodeView[] = []
  for (const object of world.values()) {
    const owner = controllerOf(object)
    if (object.kind === 'Pod') {
      const view = podView(object, hueOf(owner, births))
      pods.push(view)
      if (owner && world.has(owner)) podOwner.set(view.uid, owner)
    } else if (isWorkload(object.kind)) {
      if (owner && world.has(owner)) shelve(children, owner, object)
      else tops.push(object)
    } else if (object.kind === 'Node') {
      nodes.push(nodeView(object))
    }
  }
  const byOwner = new Map<string, PodView[]>()
  const loose: PodView[] = []
  for (const pod of pods) {
    const owner = podOwner.get(pod.uid)
    if (owner === undefined) loose.push(pod)
    else shelve(byOwner, owner, pod)
  }
  const byNode = new Map(nodes.map((node) => [node.name, node]))
  const waiting: PodView[] = []
  for (const pod of pods) (byNode.get(pod.node)?.pods ?? waiting).push(pod)
  nodes.sort((a, b) => Number(b.controlPlane) - Number(a.controlPlane) || a.name.localeCompare(b.name))
  const workloads = tops.map((top) => workload(top, children.get(top.uid) ?? [], byOwner, births))
  return { workloads, loose, nodes, waiting, pods: pods.length }
}

function shelve<T>(shelves: Map<string, T[]>, key: string, value: T): void {
  const shelf = shelves.get(key)
  if (shelf) shelf.push(value)
  else shelves.set(key, [value])
}

function hueOf(owner: string | undefined, births: ReadonlyMap<string, Birth>): number {
  const birth = owner === undefined ? undefined : births.get(owner)
  if (!birth) return 0
  const above = birth.owner === undefined ? undefined : births.get(birth.owner)
  return (above ? birth.rank + above.rank * 3 : birth.rank * 3) % HUES
}

function podView(pod: Tracked, hue: number): PodView {
  return {
    uid: pod.uid,
    name: pod.name,
    short: pod.name.slice(pod.name.lastIndexOf('-') + 1),
    namespace: pod.namespace,
    look: podLook(pod),
    reason: podReason(pod),
    node: text(pod.json, 'spec', 'nodeName') ?? '',
    image: image(pod, 'spec'),
    ip: text(pod.json, 'status', 'podIP') ?? '',
    restarts: restarts(pod),
    hue,
    born: pod.born,
  }
}

function nodeView(node: Tracked): NodeView {
  const labels = at(node.json, 'metadata', 'labels')
  return {
    uid: node.uid,
    name: node.name,
    controlPlane: at(labels, 'node-role.kubernetes.io/control-plane') !== undefined,
    taints: list(node.json, 'spec', 'taints').map((taint) => {
      const value = text(taint, 'value')
      return `${text(taint, 'key') ?? ''}${value ? `=${value}` : ''}:${text(taint, 'effect') ?? ''}`
    }),
    ready: (condition(node, 'Ready') ?? 'True') === 'True',
    cordoned: at(node.json, 'spec', 'unschedulable') === true,
    pods: [],
  }
}

function workload(
  top: Tracked, sets: Tracked[], byOwner: ReadonlyMap<string, PodView[]>, births: ReadonlyMap<string, Birth>,
): WorkloadView {
  const newest = top.kind === 'Deployment' ? newReplicaSet(top, sets) : undefined
  const owners = top.kind === 'Deployment' || top.kind === 'CronJob' ? sets : [top]
  const generations = owners
    .map((set) => generation(set, set === newest || top.kind !== 'Deployment', byOwner.get(set.uid) ?? [], hueOf(set.uid, births)))
    .sort((a, b) => Number(a.revision || 0) - Number(b.revision || 0))
  const alive = generations.flatMap((each) => each.pods).filter((pod) => pod.look !== 'terminating')
  const desired = number(top.json, 'spec', 'replicas') ?? number(top.json, 'status', 'desiredNumberScheduled') ?? (top.kind === 'Deployment' ? 1 : 0)
  const allowance = allowed(top, desired)
  const updated = number(top.json, 'status', 'updatedReplicas') ?? 0
  return {
    uid: top.uid, kind: top.kind, name: top.name, namespace: top.namespace, desired, allowance, updated,
    ready: alive.filter((pod) => pod.look === 'ready').length,
    available: number(top.json, 'status', 'availableReplicas') ?? 0,
    total: alive.length,
    strategy: top.kind === 'Deployment' ? (text(top.json, 'spec', 'strategy', 'type') ?? 'RollingUpdate') : '',
    surge: share(top, 'maxSurge'),
    unavailable: share(top, 'maxUnavailable'),
    rolling: top.kind === 'Deployment' && generations.some((each) => each.role === 'old' && each.pods.length > 0),
    paused: at(top.json, 'spec', 'paused') === true,
    generations,
  }
}

function generation(set: Tracked, isNew: boolean, pods: PodView[], hue: number): GenerationView {
  return {
    uid: set.uid, kind: set.kind, name: set.name, hue,
    hash: text(set.json, 'metadata', 'labels', 'pod-template-hash') ?? '',
    revision: text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? '',
    image: image(set, 'spec', 'template', 'spec'),
    desired: number(set.json, 'spec', 'replicas') ?? pods.length,
    ready: pods.filter((pod) => pod.look === 'ready').length,
    role: isNew ? 'new' : 'old',
    pods,
  }
}

/** The ReplicaSet of the Deployment's present template: the one with the highest revision. */
function newReplicaSet(top: Tracked, sets: Tracked[]): Tracked | undefined {
  const images = image(top, 'spec', 'template', 'spec')
  const revision = (set: Tracked) => Number(text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0)
  const sorted = [...sets].sort((a, b) => revision(b) - revision(a))
  const first = sorted[0]
  // Until the controller has seen a changed template, every ReplicaSet there is belongs to an older one.
  return first && image(first, 'spec', 'template', 'spec') === images ? first : undefined
}

function share(top: Tracked, name: 'maxSurge' | 'maxUnavailable'): string {
  const value = at(top.json, 'spec', 'strategy', 'rollingUpdate', name)
  return value === undefined || value === null ? '' : String(value)
}

/** The bounds of a rollout: surge rounds up, unavailability rounds down, and both cannot be zero. */
export function allowed(top: Tracked, desired: number): Allowance {
  if (text(top.json, 'spec', 'strategy', 'type') === 'Recreate') return { max: desired, min: 0 }
  if (top.kind !== 'Deployment') return { max: desired, min: desired }
  const surge = Math.ceil(amount(share(top, 'maxSurge') || '25%', desired))
  const unavailable = Math.floor(amount(share(top, 'maxUnavailable') || '25%', desired))
  return { max: desired + surge, min: Math.max(0, desired - (surge === 0 && unavailable === 0 ? 1 : unavailable)) }
}

function amount(value: string, of: number): number {
  // In hundredths, so that 25% of 8 stays exact.
  return value.endsWith('%') ? (Number(value.slice(0, -1)) * of) / 100 : Number(value)
}
