import type { Change, Entry } from '../messages'
import { controllerOf, fold, type Birth, type Tracked } from './history'
import { allowed, HUES } from './picture'
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

/** Follows one Deployment through the log and remembers each step of its pod counts. Feed it entries in order. */
export class RolloutChart {
  readonly samples: Sample[] = []
  readonly rollouts: Rollout[] = []
  private readonly world = new Map<string, Tracked>()
  private readonly sets = new Map<string, Tracked>()
  private readonly pods = new Map<string, Tracked>()
  private generation = -1
  private read = 0

  constructor(readonly uid: string, private readonly births: ReadonlyMap<string, Birth>) {}

  /** Reads what was appended since the last call. */
  follow(entries: readonly Entry[]): void {
    for (; this.read < entries.length; this.read++) {
      const entry = entries[this.read] as Entry
      if (entry.type === 'change' && (entry.kind === 'Deployment' || entry.kind === 'ReplicaSet' || entry.kind === 'Pod')) {
        if (this.take(entry)) this.sample(entry)
      }
    }
  }

  private take(entry: Change): boolean {
    fold(this.world, entry)
    const object = this.world.get(entry.uid)
    if (entry.kind === 'Deployment') return entry.uid === this.uid
    const shelf = entry.kind === 'Pod' ? this.pods : this.sets
    if (!object) return shelf.delete(entry.uid)
    const owner = controllerOf(object)
    const mine = entry.kind === 'Pod' ? owner !== undefined && this.sets.has(owner) : owner === this.uid
    if (!mine) return shelf.delete(entry.uid)
    shelf.set(entry.uid, object)
    return true
  }

  private sample(entry: Entry): void {
    const top = this.world.get(this.uid)
    const desired = top ? (number(top.json, 'spec', 'replicas') ?? 1) : 0
    const bounds = top ? allowed(top, desired) : { max: 0, min: 0 }
    const newest = this.newest()
    // Oldest at the bottom of the stack, the newest on top, also after a step back to an older one.
    const counts = [...this.sets.values()].map((set) => this.count(set)).sort((a, b) => Number(a.uid === newest) - Number(b.uid === newest))
    const next: Sample = {
      position: entry.position,
      time: entry.time,
      generations: counts,
      total: sum(counts, (each) => each.ready + each.unready),
      ready: sum(counts, (each) => each.ready),
      fresh: sum(counts.filter((each) => each.uid === newest), (each) => each.ready + each.unready),
      old: sum(counts.filter((each) => each.uid !== newest), (each) => each.ready + each.unready),
      terminating: [...this.pods.values()].filter(isLeaving).length,
      desired,
      ...bounds,
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

  private count(set: Tracked): GenerationCount {
    const birth = this.births.get(set.uid)
    const above = this.births.get(this.uid)
    const hue = ((birth?.rank ?? 0) + (above?.rank ?? 0) * 3) % HUES
    let ready = 0
    let unready = 0
    for (const pod of this.pods.values()) {
      if (controllerOf(pod) !== set.uid || isLeaving(pod)) continue
      if (isReady(pod)) ready++
      else unready++
    }
    return { uid: set.uid, hue, ready, unready }
  }

  private newest(): string | undefined {
    let best: Tracked | undefined
    const revision = (set: Tracked) => Number(text(set.json, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0)
    for (const set of this.sets.values()) if (!best || revision(set) >= revision(best)) best = set
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
