import { controllerOf, isWorkload, type Birth, type Tracked, type World } from './history'
import { at, list, text } from './patch'
import { condition, image, podLook, podReason, restarts, type PodLook } from './pods'
import { service, type ServiceView } from './service'
import { hueOf, revisionOf, workload, type ClaimView, type WorkloadView } from './workload'

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
  /** Uid of the ControllerRevision that it was made from; empty for pods of other kinds. */
  revision: string
  /** The claims whose volumes it mounts. */
  claims: ClaimView[]
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
  services: ServiceView[]
  nodes: NodeView[]
  /** Pods without a node. */
  waiting: PodView[]
  pods: number
}

/** Namespaces of the cluster itself: shown on request only. */
const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease'])

/**
 * Everything that the picture and its text twin show, computed from the objects alone.
 *
 * @param now virtual milliseconds since the epoch
 * @param system whether what keeps the cluster itself going is shown too
 */
export function picture(world: World, births: ReadonlyMap<string, Birth>, now = 0, system = false): PictureView {
  const objects = [...world.values()].filter((object) => system || !SYSTEM.has(object.namespace))
  const claims = new Map(objects.filter((object) => object.kind === 'PersistentVolumeClaim').map((claim) => [`${claim.namespace}/${claim.name}`, claimView(claim)]))
  const children = new Map<string, Tracked[]>()
  const podsByOwner = new Map<string, PodView[]>()
  const tops: Tracked[] = []
  const pods: PodView[] = []
  const loose: PodView[] = []
  for (const object of objects) {
    const owner = controllerOf(object)
    const owned = owner !== undefined && world.has(owner)
    if (object.kind === 'ControllerRevision' && owned) shelve(children, owner, object)
    else if (isWorkload(object.kind) && owned) shelve(children, owner, object)
    else if (isWorkload(object.kind)) tops.push(object)
  }
  for (const object of objects) {
    if (object.kind !== 'Pod') continue
    const owner = controllerOf(object)
    const revision = owner === undefined ? undefined : revisionOf(object, children.get(owner) ?? [])
    const pod = podView(object, hueOf(revision?.uid ?? owner, births), revision?.uid ?? '', claims)
    pods.push(pod)
    if (owner !== undefined && world.has(owner)) shelve(podsByOwner, owner, pod)
    else loose.push(pod)
  }
  const nodes = objects.filter((object) => object.kind === 'Node').map(nodeView)
  const byNode = new Map(nodes.map((node) => [node.name, node]))
  const waiting: PodView[] = []
  for (const pod of pods) (byNode.get(pod.node)?.pods ?? waiting).push(pod)
  nodes.sort((a, b) => Number(b.controlPlane) - Number(a.controlPlane) || a.name.localeCompare(b.name))
  const workloads = tops.map((top) => workload(top, {
    children: children.get(top.uid) ?? [], podsOf: (uid) => podsByOwner.get(uid) ?? [], hueOf: (uid) => hueOf(uid, births), claims, now,
  }))
  const slices = objects.filter((object) => object.kind === 'EndpointSlice')
  const services = objects.filter((object) => object.kind === 'Service' && !isApiServer(object)).map((object) => service(object, slices))
  return { workloads, loose, services, nodes, waiting, pods: pods.length }
}

/** The Service that every cluster has from its birth. */
function isApiServer(object: Tracked): boolean {
  return object.namespace === 'default' && object.name === 'kubernetes'
}

function shelve<T>(shelves: Map<string, T[]>, key: string, value: T): void {
  const shelf = shelves.get(key)
  if (shelf) shelf.push(value)
  else shelves.set(key, [value])
}

function claimView(claim: Tracked): ClaimView {
  return {
    uid: claim.uid, name: claim.name, phase: text(claim.json, 'status', 'phase') ?? 'Pending',
    capacity: text(claim.json, 'status', 'capacity', 'storage') ?? text(claim.json, 'spec', 'resources', 'requests', 'storage') ?? '',
  }
}

function podView(pod: Tracked, hue: number, revision: string, claims: ReadonlyMap<string, ClaimView>): PodView {
  return {
    uid: pod.uid,
    name: pod.name,
    // A StatefulSet's pods have names worth reading; others have letters that chance gave.
    short: /-\d+$/.test(pod.name) ? pod.name : pod.name.slice(pod.name.lastIndexOf('-') + 1),
    namespace: pod.namespace,
    look: podLook(pod),
    reason: podReason(pod),
    node: text(pod.json, 'spec', 'nodeName') ?? '',
    image: image(pod, 'spec'),
    ip: text(pod.json, 'status', 'podIP') ?? '',
    restarts: restarts(pod),
    hue,
    born: pod.born,
    revision,
    claims: list(pod.json, 'spec', 'volumes')
      .map((volume) => claims.get(`${pod.namespace}/${text(volume, 'persistentVolumeClaim', 'claimName') ?? ''}`))
      .filter((claim) => claim !== undefined),
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
