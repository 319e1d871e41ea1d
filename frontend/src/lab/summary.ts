import type { Change, Json, JsonObject } from '../messages'
import { isObject, text } from './patch'

/** Parts of an object that change with every write and say nothing by themselves. */
const SILENT = new Set(['resourceVersion', 'managedFields', 'uid', 'creationTimestamp', 'lastTransitionTime', 'lastUpdateTime', 'lastProbeTime', 'observedGeneration'])
/** Facts named at most in one line. */
const SHOWN_FACTS = 4

/** What a change changed, in a few words such as `replicas=3 image=nginx:1.21 Ready=True`. */
export function changeSummary(change: Change): string {
  const patch = change.patch
  if (change.kind === 'Event') {
    const event = change.object ?? patch ?? undefined
    return `${text(event, 'reason') ?? ''}: ${text(event, 'message') ?? ''}`
  }
  if (change.verb !== 'MODIFIED' || !patch) return ''
  const facts: string[] = []
  collect(patch, '', facts)
  return facts.slice(0, SHOWN_FACTS).join('  ') + (facts.length > SHOWN_FACTS ? '  …' : '')
}

function collect(value: JsonObject, name: string, facts: string[]): void {
  for (const [key, each] of Object.entries(value)) {
    if (SILENT.has(key)) continue
    if (key === 'conditions' && Array.isArray(each)) {
      for (const condition of each) facts.push(`${text(condition, 'type') ?? ''}=${text(condition, 'status') ?? ''}`)
    } else if (key === 'containers' && Array.isArray(each)) {
      for (const container of each) facts.push(`image=${text(container, 'image') ?? ''}`)
    } else if (key === 'containerStatuses' && Array.isArray(each)) {
      for (const status of each) facts.push(containerState(status))
    } else if (isObject(each)) {
      collect(each, key, facts)
    } else if (!Array.isArray(each)) {
      facts.push(`${key === 'replicas' && name === 'status' ? 'status.replicas' : key}=${each === null ? '∅' : String(each)}`)
    }
  }
}

function containerState(status: Json): string {
  const name = text(status, 'name') ?? 'container'
  const state = isObject(status) && isObject(status['state']) ? Object.entries(status['state'])[0] : undefined
  if (!state) return `${name}: –`
  return `${name}: ${text(state[1], 'reason') ?? state[0]}`
}
