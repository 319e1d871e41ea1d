import type { Change, Entry, File, JsonObject } from '../messages'
import { list, merge, text } from './patch'
import { podLook, type PodLook } from './pods'

/** One object of the cluster as it was after the change at `position`. */
export interface Tracked {
  uid: string
  apiVersion: string
  kind: string
  namespace: string
  name: string
  json: JsonObject
  /** Position of the entry that made it look like this. */
  position: number
  /** Position at which it appeared; orders things that are otherwise alike. */
  born: number
}

/** All objects by uid, in the order in which they appeared. */
export type World = ReadonlyMap<string, Tracked>

/** Where the learner's files are. */
const HOME = '/home/learner/'

/** Changes between two kept worlds: scrubbing folds at most this many changes again. */
const CHECKPOINT_EVERY = 256

/** Where something stands among its siblings, in the order in which they first appeared; colours come from this. */
export interface Birth {
  owner: string | undefined
  rank: number
}

interface Checkpoint {
  /** Number of entries folded into `world`. */
  folded: number
  world: World
}

/**
 * The log as the browser holds it, and the cluster at any position of it.
 * Live entries are folded in once; the past is folded from the nearest checkpoint.
 */
export class History {
  readonly entries: Entry[] = []
  /** The learner's files by path within the home. */
  readonly files = new Map<string, string>()
  /** Every object that has ever been, pods and events apart. */
  readonly births = new Map<string, Birth>()
  /** Positions at which a pod came to look different, for telling them in a word. */
  readonly turns = new Map<number, { from: PodLook; to: PodLook }>()
  private readonly siblings = new Map<string, number>()
  private readonly live = new Map<string, Tracked>()
  private readonly checkpoints: Checkpoint[] = [{ folded: 0, world: new Map() }]
  private changesSinceCheckpoint = 0
  private lastLook: Checkpoint | undefined

  /** Position of the newest entry, 0 before the first: what a reconnect resumes from. */
  get position(): number {
    return this.entries.at(-1)?.position ?? 0
  }

  /** The cluster now. The map is updated in place by `append`. */
  get world(): World {
    return this.live
  }

  /** Takes entries in order and ignores those that it already has; returns the new ones. */
  append(entries: readonly Entry[]): Entry[] {
    const fresh: Entry[] = []
    for (const entry of entries) {
      if (entry.position <= this.position) continue
      this.entries.push(entry)
      fresh.push(entry)
      if (entry.type === 'file') this.write(entry)
      if (entry.type !== 'change') continue
      this.takeChange(entry)
      if (++this.changesSinceCheckpoint >= CHECKPOINT_EVERY) this.keepCheckpoint()
    }
    return fresh
  }

  /** Forgets everything, to be filled again from the start. */
  clear(): void {
    this.entries.length = 0
    for (const map of [this.files, this.births, this.turns, this.siblings, this.live]) map.clear()
    this.checkpoints.length = 1
    this.changesSinceCheckpoint = 0
    this.lastLook = undefined
  }

  /** The cluster as it was just after the entry at `position`. */
  worldAt(position: number): World {
    const wanted = this.countUpTo(position)
    if (wanted >= this.entries.length) return this.live
    const start = this.nearestBefore(wanted)
    const world = new Map(start.world)
    for (let i = start.folded; i < wanted; i++) {
      const entry = this.entries[i]
      if (entry?.type === 'change') fold(world, entry)
    }
    this.lastLook = { folded: wanted, world }
    return world
  }

  /** Number of entries at or before a position. */
  countUpTo(position: number): number {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.entries[middle]?.position ?? Infinity) <= position) low = middle + 1
      else high = middle
    }
    return low
  }

  at(position: number): Entry | undefined {
    const entry = this.entries[this.countUpTo(position) - 1]
    return entry?.position === position ? entry : undefined
  }

  /** The newest entry that happened at or before an instant. */
  lastBefore(time: number): Entry | undefined {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.entries[middle]?.time ?? Infinity) <= time) low = middle + 1
      else high = middle
    }
    return this.entries[low - 1]
  }

  private write(file: File): void {
    const path = file.path.startsWith(HOME) ? file.path.slice(HOME.length) : undefined
    if (path === undefined) return
    if (file.kind === 'written') this.files.set(path, file.content ?? '')
    else if (file.kind === 'removed') {
      // A directory goes with everything in it.
      for (const each of [...this.files.keys()]) if (each === path || each.startsWith(`${path}/`)) this.files.delete(each)
    }
  }

  private takeChange(change: Change): void {
    const before = change.kind === 'Pod' ? this.live.get(change.uid) : undefined
    fold(this.live, change)
    if (change.verb === 'ADDED') this.remember(change.uid)
    const after = before ? this.live.get(change.uid) : undefined
    if (!before || !after) return
    const [from, to] = [podLook(before), podLook(after)]
    if (from !== to) this.turns.set(change.position, { from, to })
  }

  private remember(uid: string): void {
    const born = this.live.get(uid)
    if (!born || born.kind === 'Pod' || born.kind === 'Event') return
    const owner = controllerOf(born)
    const family = owner ?? (isWorkload(born.kind) ? 'workloads' : undefined)
    if (family === undefined || this.births.has(uid)) return
    const rank = this.siblings.get(family) ?? 0
    this.siblings.set(family, rank + 1)
    this.births.set(uid, { owner, rank })
  }

  private keepCheckpoint(): void {
    this.checkpoints.push({ folded: this.entries.length, world: new Map(this.live) })
    this.changesSinceCheckpoint = 0
  }

  private nearestBefore(folded: number): Checkpoint {
    let low = 0
    let high = this.checkpoints.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.checkpoints[middle]?.folded ?? Infinity) <= folded) low = middle
      else high = middle - 1
    }
    const kept = this.checkpoints[low] as Checkpoint
    const last = this.lastLook
    return last && last.folded <= folded && last.folded > kept.folded ? last : kept
  }
}

/** Applies one change to a world. */
export function fold(world: Map<string, Tracked>, change: Change): void {
  if (change.verb === 'DELETED') {
    world.delete(change.uid)
    return
  }
  const before = world.get(change.uid)
  world.set(change.uid, {
    uid: change.uid,
    apiVersion: change.apiVersion,
    kind: change.kind,
    namespace: change.namespace ?? '',
    name: change.name,
    json: merge(change.verb === 'ADDED' ? undefined : before?.json, change.object ?? change.patch ?? {}) as JsonObject,
    position: change.position,
    born: before?.born ?? change.position,
  })
}

const WORKLOADS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController'])

export function isWorkload(kind: string): boolean {
  return WORKLOADS.has(kind)
}

/** The uid of the owner that controls an object. */
export function controllerOf(object: Tracked): string | undefined {
  for (const owner of list(object.json, 'metadata', 'ownerReferences')) {
    if ((owner as JsonObject)['controller'] === true) return text(owner, 'uid')
  }
  return undefined
}
