import type { Tracked } from './history'
import { at, isObject, list, number, text } from './patch'

/** A Service and who answers for it. */
export interface ServiceView {
  uid: string
  name: string
  namespace: string
  type: string
  /** The address in the cluster; empty for a headless Service. */
  address: string
  headless: boolean
  ports: string
  /** `app=mysql`, or empty: a Service without a selector finds no pods by itself. */
  selector: string
  /** Names of the pods that get requests, and of those that are not ready for them. */
  ready: string[]
  notReady: string[]
}

export function service(object: Tracked, slices: readonly Tracked[]): ServiceView {
  const own = slices.filter((slice) => slice.namespace === object.namespace && text(slice.json, 'metadata', 'labels', 'kubernetes.io/service-name') === object.name)
  const endpoints = own.flatMap((slice) => list(slice.json, 'endpoints'))
  const name = (endpoint: (typeof endpoints)[number]) => text(endpoint, 'targetRef', 'name') ?? text(endpoint, 'addresses', 0) ?? ''
  const isReady = (endpoint: (typeof endpoints)[number]) => at(endpoint, 'conditions', 'ready') !== false
  const address = text(object.json, 'spec', 'clusterIP') ?? ''
  const selector = at(object.json, 'spec', 'selector')
  return {
    uid: object.uid, name: object.name, namespace: object.namespace,
    type: text(object.json, 'spec', 'type') ?? 'ClusterIP',
    address: address === 'None' ? '' : address,
    headless: address === 'None',
    ports: list(object.json, 'spec', 'ports').map((port) => {
      const node = number(port, 'nodePort')
      return `${number(port, 'port') ?? ''}${node ? `:${node}` : ''}`
    }).join(', '),
    selector: isObject(selector) ? Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`).join(', ') : '',
    ready: endpoints.filter(isReady).map(name).sort(),
    notReady: endpoints.filter((endpoint) => !isReady(endpoint)).map(name).sort(),
  }
}
