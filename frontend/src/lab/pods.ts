import type { Tracked } from './history'
import { list, number, text } from './patch'

/** How a pod is doing, as far as a person wants to see it at a glance. */
export type PodLook = 'pending' | 'creating' | 'starting' | 'ready' | 'terminating' | 'failed' | 'succeeded'

export const POD_LOOKS: readonly PodLook[] = ['pending', 'creating', 'starting', 'ready', 'terminating', 'failed', 'succeeded']

/** What keeps a container from running until somebody changes something. */
const BAD_REASONS = new Set([
  'CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'ErrImageNeverPull', 'InvalidImageName',
  'CreateContainerConfigError', 'CreateContainerError', 'RunContainerError',
])

export function podLook(pod: Tracked): PodLook {
  const json = pod.json
  if (text(json, 'metadata', 'deletionTimestamp')) return 'terminating'
  const phase = text(json, 'status', 'phase')
  if (phase === 'Failed') return 'failed'
  if (phase === 'Succeeded') return 'succeeded'
  const reason = podReason(pod)
  if (BAD_REASONS.has(reason) || reason === 'Error' || reason === 'OOMKilled') return 'failed'
  if (!text(json, 'spec', 'nodeName')) return 'pending'
  if (isReady(pod)) return 'ready'
  return phase === 'Running' ? 'starting' : 'creating'
}

export function isReady(pod: Tracked): boolean {
  return isTrue(pod, 'Ready')
}

export function condition(object: Tracked, type: string): string | undefined {
  for (const each of list(object.json, 'status', 'conditions')) if (text(each, 'type') === type) return text(each, 'status')
  return undefined
}

/** Why a container waits or ended, in Kubernetes' own word; empty if none does. */
export function podReason(pod: Tracked): string {
  for (const container of list(pod.json, 'status', 'containerStatuses')) {
    const waiting = text(container, 'state', 'waiting', 'reason')
    if (waiting) return waiting
    const ended = number(container, 'state', 'terminated', 'exitCode')
    if (ended !== undefined && ended !== 0) return text(container, 'state', 'terminated', 'reason') ?? 'Error'
  }
  for (const each of list(pod.json, 'status', 'conditions')) {
    if (text(each, 'type') === 'PodScheduled' && text(each, 'status') === 'False') return text(each, 'reason') ?? ''
  }
  return text(pod.json, 'status', 'reason') ?? ''
}

export function restarts(pod: Tracked): number {
  return list(pod.json, 'status', 'containerStatuses').reduce<number>((sum, each) => sum + (number(each, 'restartCount') ?? 0), 0)
}

export function image(object: Tracked, ...path: string[]): string {
  return list(object.json, ...path, 'containers').map((each) => text(each, 'image') ?? '').join(', ')
}

export function isTrue(object: Tracked, type: string): boolean {
  return condition(object, type) === 'True'
}
