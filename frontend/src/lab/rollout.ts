import type { Change, Entry } from '../messages'
import { controllerOf, fold, type Birth, type Tracked } from './history'
import { allowed, HUES } from './workload'
import { isReady } from './pods'
import { number, text } from './patch'

/** Pods of one generation at one moment. */
export interface GenerationCount {
  uid: string
  hue: number
  ready: number
  unready: number
}

/** One step of the chart: how many pods there were from `time` on. */
export interface Sample {
  position: number
  time: number
  generations: GenerationCount[]
  total: number
  ready: number
  /** Pods of the newest generation. */
  fresh: number
  /** Pods of all older generations. */
  old: number
  terminating: number
  desired: number
  max: number
  min: number
}

/** A stretch of the chart that one change of the Deployment's spec began. */
export interface Rollout {
  /** Index of its first sample. */
  first: number
  position: number
}

/** What one pod adds to the counts. */
interface Share {
  set: string
  state: 'ready' | 'unready' | 'leaving'
}

/**
 * Follows one Deployment through the log and remembers each step of its pod counts. Feed it entries in order.
 * Counts are kept up to date pod by pod, so that hundreds of pods cost no more than the changes they make.
 */
export class RolloutChart {
  readonly samples: Sample[] = []
  readonly rollouts: Rollout[] = []
  private readonly world = new Map<string, Tracked>()
  private readonly sets = new Map<string, GenerationCount & { revision: number }>()
  private readonly shares = new Map<string, Share>()
  private terminating = 0
  private generation = -1
  private read = 0

  constructor(readonly uid: string, private readonly births: ReadonlyMap<string, Birth>) {}

  /** Reads what was appended since the last call. */
  follow(entries: readonly Entry[]): void {
    for (; this.read < entries.length; this.read++) {
      const entry = entries[this.read] as Entry
      if (entry.type === 'change' && (entry.kind === 'Deployment' || entry.kind === 'ReplicaSet' || entry.kind === 'Pod')) {
        fold(this.world, entry)
        if (this.take(entry, this.world.get(entry.uid))) this.sample(entry)
      }
    }
  }

  /** True if the change concerns this Deployment. */
  private take(entry: Change, object: Tracked | undefined): boolean {
    switch (entry.kind) {
      case 'Deployment': return entry.uid === this.uid
      case 'ReplicaSet': return this.takeSet(entry.uid, object)
      default: return this.takePod(entry.uid, object)
    }
  }

  private takeSet(uid: string, set: Tracked | undefined): boolean {
    if (!set || controllerOf(set) !== this.uid) return this.sets.delete(uid)
    const revision = Number(text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0)
    const known = this.sets.get(uid)
    if (known) known.revision = revision
    else this.sets.set(uid, { uid, hue: this.hueOf(uid), ready: 0, unready: 0, revision })
    return true
  }

  private takePod(uid: string, pod: Tracked | undefined): boolean {
    const before = this.shares.get(uid)
    if (before) this.add(before, -1)
    const owner = pod ? controllerOf(pod) : undefined
    if (!pod || owner === undefined || !this.sets.has(owner)) return this.shares.delete(uid)
    const after: Share = { set: owner, state: isLeaving(pod) ? 'leaving' : isReady(pod) ? 'ready' : 'unready' }
    this.shares.set(uid, after)
    this.add(after, 1)
    return true
  }

  private add(share: Share, n: 1 | -1): void {
    const set = this.sets.get(share.set)
    if (share.state === 'leaving') this.terminating += n
    else if (set) set[share.state] += n
  }

  private sample(entry: Entry): void {
    const top = this.world.get(this.uid)
    const desired = top ? (number(top.json, 'spec', 'replicas') ?? 1) : 0
    const newest = this.newest()
    // Oldest at the bottom of the stack, the newest on top, also after a step back to an older one.
    const counts = [...this.sets.values()]
      .map(({ uid, hue, ready, unready }) => ({ uid, hue, ready, unready }))
      .sort((a, b) => Number(a.uid === newest) - Number(b.uid === newest))
    const next: Sample = {
      position: entry.position,
      time: entry.time,
      generations: counts,
      total: sum(counts, (each) => each.ready + each.unready),
      ready: sum(counts, (each) => each.ready),
      fresh: sum(counts.filter((each) => each.uid === newest), (each) => each.ready + each.unready),
      old: sum(counts.filter((each) => each.uid !== newest), (each) => each.ready + each.unready),
      terminating: this.terminating,
      desired,
      ...(top ? allowed(top, desired) : { max: 0, min: 0 }),
    }
    const started = this.startsRollout(top)
    const last = this.samples.at(-1)
    if (!started && last && same(last, next)) return
    this.samples.push(next)
    if (started) this.rollouts.push({ first: this.samples.length - 1, position: entry.position })
  }

  private startsRollout(top: Tracked | undefined): boolean {
    const generation = top ? (number(top.json, 'metadata', 'generation') ?? 0) : this.generation
    if (generation === this.generation) return false
    this.generation = generation
    return true
  }

  private hueOf(uid: string): number {
    return ((this.births.get(uid)?.rank ?? 0) + (this.births.get(this.uid)?.rank ?? 0) * 3) % HUES
  }

  private newest(): string | undefined {
    let best: { uid: string; revision: number } | undefined
    for (const set of this.sets.values()) if (!best || set.revision >= best.revision) best = set
    return best?.uid
  }
}

function isLeaving(pod: Tracked): boolean {
  return text(pod.json, 'metadata', 'deletionTimestamp') !== undefined
}

function sum(counts: GenerationCount[], of: (each: GenerationCount) => number): number {
  return counts.reduce((total, each) => total + of(each), 0)
}

function same(a: Sample, b: Sample): boolean {
  return a.total === b.total && a.ready === b.ready && a.terminating === b.terminating && a.desired === b.desired && a.max === b.max
    && a.min === b.min && a.fresh === b.fresh && a.generations.length === b.generations.length
    && a.generations.every((each, i) => each.ready === b.generations[i]?.ready && each.unready === b.generations[i]?.unready)
}
