import { Cron } from 'croner'
import type { Birth, Tracked } from './history'
import { at, list, number, text } from './patch'
import type { PodView } from './picture'
import { image, isTrue } from './pods'

/** Pods of one template: a ReplicaSet of a Deployment, a revision of a StatefulSet or DaemonSet, a Job of a CronJob, or the workload itself. */
export interface GenerationView {
  uid: string
  kind: string
  name: string
  revision: string
  image: string
  hue: number
  desired: number
  ready: number
  role: 'new' | 'old'
  /** Pods that count (terminating ones stand beside). */
  pods: PodView[]
  /** How far a Job is; other kinds have none. */
  work?: WorkView
}

/** How far a rollout may stray from the wanted number of pods. */
export interface Allowance {
  max: number
  min: number
}

/** A Job's count of pods that have ended, and of those that are to. */
export interface WorkView {
  succeeded: number
  failed: number
  active: number
  /** Undefined for a Job that ends with the first success of any pod. */
  completions: number | undefined
  parallelism: number
  state: 'running' | 'suspended' | 'complete' | 'failed'
}

export interface ScheduleView {
  schedule: string
  zone: string
  suspended: boolean
  /** Milliseconds since the epoch, or undefined where the schedule gives none. */
  next: number | undefined
}

export interface ClaimView {
  uid: string
  name: string
  phase: string
  capacity: string
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
  schedule?: ScheduleView
  /** Claims of a StatefulSet whose pod is not there: volumes outlive pods. */
  unusedClaims: ClaimView[]
}

/** What a workload's view is made of. */
export interface Material {
  /** The objects that it controls, pods apart: ReplicaSets, ControllerRevisions, Jobs. */
  children: readonly Tracked[]
  podsOf(uid: string): PodView[]
  hueOf(uid: string): number
  claims: ReadonlyMap<string, ClaimView>
  /** Virtual milliseconds since the epoch. */
  now: number
}

/** Kinds whose pods carry the hash of the ControllerRevision that they were made from. */
const REVISIONED = new Set(['StatefulSet', 'DaemonSet'])

/** Number of generation colours; the next generation starts over. */
export const HUES = 6

/** The colour of what an owner's pods belong to, which stays the same for all times. */
export function hueOf(uid: string | undefined, births: ReadonlyMap<string, Birth>): number {
  const birth = uid === undefined ? undefined : births.get(uid)
  if (!birth) return 0
  const above = birth.owner === undefined ? undefined : births.get(birth.owner)
  return (above ? birth.rank + above.rank * 3 : birth.rank * 3) % HUES
}

/** The ControllerRevision that a pod was made from, among those of its owner. */
export function revisionOf(pod: Tracked, revisions: readonly Tracked[]): Tracked | undefined {
  const hash = text(pod.json, 'metadata', 'labels', 'controller-revision-hash')
  // A StatefulSet's pods name the whole revision, a DaemonSet's only its hash.
  return hash === undefined ? undefined : revisions.find((each) => each.name === hash || each.name.endsWith(`-${hash}`))
}

export function workload(top: Tracked, material: Material): WorkloadView {
  const generations = generationsOf(top, material).sort((a, b) => Number(a.revision || 0) - Number(b.revision || 0))
  const pods = generations.flatMap((each) => each.pods)
  const alive = pods.filter((pod) => pod.look !== 'terminating' && pod.look !== 'succeeded' && !(top.kind === 'Job' && pod.look === 'failed'))
  const desired = desiredOf(top)
  const view: WorkloadView = {
    uid: top.uid, kind: top.kind, name: top.name, namespace: top.namespace, desired,
    allowance: allowed(top, desired),
    updated: number(top.json, 'status', 'updatedReplicas') ?? number(top.json, 'status', 'updatedNumberScheduled') ?? 0,
    ready: alive.filter((pod) => pod.look === 'ready').length,
    available: number(top.json, 'status', 'availableReplicas') ?? number(top.json, 'status', 'numberAvailable') ?? 0,
    total: alive.length,
    strategy: strategyOf(top),
    surge: share(top, 'maxSurge'),
    unavailable: share(top, 'maxUnavailable'),
    rolling: generations.some((each) => each.role === 'old' && each.pods.length > 0),
    paused: at(top.json, 'spec', 'paused') === true,
    generations,
    unusedClaims: top.kind === 'StatefulSet' ? unusedClaims(top, pods, material.claims) : [],
  }
  if (top.kind === 'CronJob') view.schedule = schedule(top, material.now)
  return view
}

function desiredOf(top: Tracked): number {
  return number(top.json, 'spec', 'replicas') ?? number(top.json, 'status', 'desiredNumberScheduled')
    ?? (top.kind === 'Deployment' || top.kind === 'StatefulSet' || top.kind === 'ReplicaSet' ? 1 : 0)
}

function strategyOf(top: Tracked): string {
  if (top.kind === 'Deployment') return text(top.json, 'spec', 'strategy', 'type') ?? 'RollingUpdate'
  return REVISIONED.has(top.kind) ? (text(top.json, 'spec', 'updateStrategy', 'type') ?? 'RollingUpdate') : ''
}

function generationsOf(top: Tracked, material: Material): GenerationView[] {
  const { children } = material
  switch (top.kind) {
    case 'Deployment': {
      const newest = newReplicaSet(top, children)
      return children.map((set) => ({
        ...generation(set, material.podsOf(set.uid), material), revision: text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? '',
        role: set === newest ? 'new' as const : 'old' as const,
      }))
    }
    case 'CronJob':
      return children.map((job) => generation(job, material.podsOf(job.uid), material))
    case 'StatefulSet':
    case 'DaemonSet':
      return revisions(top, material)
    default:
      return [generation(top, material.podsOf(top.uid), material)]
  }
}

/** One generation a ControllerRevision; pods of a revision that is gone, and all before there is one, are the workload's own. */
function revisions(top: Tracked, material: Material): GenerationView[] {
  const pods = material.podsOf(top.uid)
  const rank = (revision: Tracked) => number(revision.json, 'revision') ?? 0
  const newest = material.children.reduce<Tracked | undefined>((best, each) => (!best || rank(each) > rank(best) ? each : best), undefined)
  const desired = desiredOf(top)
  const views = material.children.map((revision): GenerationView => {
    const own = pods.filter((pod) => pod.revision === revision.uid)
    return {
      uid: revision.uid, kind: revision.kind, name: revision.name, revision: String(rank(revision)),
      image: image(revision, 'data', 'spec', 'template', 'spec') || image(top, 'spec', 'template', 'spec'),
      hue: material.hueOf(revision.uid), role: revision === newest ? 'new' : 'old', pods: own,
      ready: own.filter((pod) => pod.look === 'ready').length,
      desired: own.filter((pod) => pod.look !== 'terminating').length,
    }
  })
  const current = views.find((each) => each.role === 'new')
  const others = views.filter((each) => each !== current).reduce((sum, each) => sum + each.desired, 0)
  if (current) current.desired = Math.max(current.desired, desired - others)
  const strays = pods.filter((pod) => !views.some((each) => each.uid === pod.revision))
  return strays.length > 0 || !current ? [...views, { ...generation(top, strays, material), role: current ? 'old' : 'new' }] : views
}

function generation(set: Tracked, pods: PodView[], material: Material): GenerationView {
  const view: GenerationView = {
    uid: set.uid, kind: set.kind, name: set.name, hue: material.hueOf(set.uid), revision: '', role: 'new', pods,
    image: image(set, 'spec', 'template', 'spec'),
    desired: number(set.json, 'spec', 'replicas') ?? number(set.json, 'status', 'desiredNumberScheduled') ?? pods.length,
    ready: pods.filter((pod) => pod.look === 'ready').length,
  }
  return set.kind === 'Job' ? { ...view, work: work(set) } : view
}

function work(job: Tracked): WorkView {
  const state = isTrue(job, 'Complete') ? 'complete' : isTrue(job, 'Failed') ? 'failed' : isTrue(job, 'Suspended') ? 'suspended' : 'running'
  return {
    state, succeeded: number(job.json, 'status', 'succeeded') ?? 0, failed: number(job.json, 'status', 'failed') ?? 0,
    active: number(job.json, 'status', 'active') ?? 0, completions: number(job.json, 'spec', 'completions'),
    parallelism: number(job.json, 'spec', 'parallelism') ?? 1,
  }
}

function schedule(top: Tracked, now: number): ScheduleView {
  const cron = text(top.json, 'spec', 'schedule') ?? ''
  const zone = text(top.json, 'spec', 'timeZone') ?? ''
  const suspended = at(top.json, 'spec', 'suspend') === true
  return { schedule: cron, zone, suspended, next: suspended ? undefined : nextRun(cron, zone, now) }
}

function nextRun(cron: string, zone: string, now: number): number | undefined {
  try {
    return new Cron(cron, { timezone: zone || 'UTC', paused: true }).nextRun(new Date(now))?.getTime()
  } catch {
    // A form that Kubernetes knows and this parser does not, such as "@every 5m": the picture then shows the schedule alone.
    return undefined
  }
}

function unusedClaims(top: Tracked, pods: PodView[], claims: ReadonlyMap<string, ClaimView>): ClaimView[] {
  const used = new Set(pods.flatMap((pod) => pod.claims.map((claim) => claim.uid)))
  const starts = list(top.json, 'spec', 'volumeClaimTemplates').map((each) => `${top.namespace}/${text(each, 'metadata', 'name') ?? ''}-${top.name}-`)
  return [...claims].filter(([key, claim]) => !used.has(claim.uid) && starts.some((start) => key.startsWith(start) && /^\d+$/.test(key.slice(start.length))))
    .map(([, claim]) => claim)
}

/** The ReplicaSet of the Deployment's present template: the one with the highest revision. */
function newReplicaSet(top: Tracked, sets: readonly Tracked[]): Tracked | undefined {
  const images = image(top, 'spec', 'template', 'spec')
  const revision = (set: Tracked) => Number(text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0)
  const sorted = [...sets].sort((a, b) => revision(b) - revision(a))
  const first = sorted[0]
  // Until the controller has seen a changed template, every ReplicaSet there is belongs to an older one.
  return first && image(first, 'spec', 'template', 'spec') === images ? first : undefined
}

function share(top: Tracked, name: 'maxSurge' | 'maxUnavailable'): string {
  const value = at(top.json, 'spec', top.kind === 'Deployment' ? 'strategy' : 'updateStrategy', 'rollingUpdate', name)
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
