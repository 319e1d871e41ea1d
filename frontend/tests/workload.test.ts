import { describe, expect, test } from 'vitest'
import { History } from '../src/lab/history'
import { picture } from '../src/lab/picture'
import type { Entry, JsonObject } from '../src/messages'

const NOW = Date.UTC(2026, 10, 24, 1, 0, 0)

/** A cluster that is written down object by object. */
class Sketch {
  readonly history = new History()
  private position = 0

  add(kind: string, name: string, object: JsonObject, owner?: string): this {
    const metadata: JsonObject = { name, ...(object['metadata'] as JsonObject | undefined) }
    if (owner) metadata['ownerReferences'] = [{ uid: owner, controller: true }]
    this.position++
    this.history.append([{
      type: 'change', verb: 'ADDED', position: this.position, time: NOW, actor: 'test', cause: 0, kind, apiVersion: 'v1', namespace: 'default', name,
      uid: `${kind}/${name}`, object: { ...object, metadata },
    } as unknown as Entry])
    return this
  }

  pod(name: string, owner: string, labels: JsonObject = {}, claim?: string): this {
    return this.add('Pod', name, {
      metadata: { labels }, spec: { nodeName: 'worker-1', containers: [{ image: 'x' }], volumes: claim ? [{ persistentVolumeClaim: { claimName: claim } }] : [] },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    }, owner)
  }

  get view() {
    return picture(this.history.world, this.history.births, NOW)
  }
}

const revision = (n: number, image: string): JsonObject => ({ revision: n, data: { spec: { template: { spec: { containers: [{ image }] } } } } })

describe('a StatefulSet', () => {
  const { view } = new Sketch()
    .add('StatefulSet', 'mysql', { spec: { replicas: 3, volumeClaimTemplates: [{ metadata: { name: 'data' } }] } })
    .add('ControllerRevision', 'mysql-aaa', revision(1, 'mysql:8.0'), 'StatefulSet/mysql')
    .add('ControllerRevision', 'mysql-bbb', revision(2, 'mysql:8.4'), 'StatefulSet/mysql')
    .add('PersistentVolumeClaim', 'data-mysql-0', { status: { phase: 'Bound', capacity: { storage: '10Gi' } } })
    .add('PersistentVolumeClaim', 'data-mysql-2', { status: { phase: 'Bound', capacity: { storage: '10Gi' } } })
    .add('PersistentVolumeClaim', 'data-mysql-backup', { status: { phase: 'Bound' } })
    .pod('mysql-0', 'StatefulSet/mysql', { 'controller-revision-hash': 'mysql-aaa' }, 'data-mysql-0')
    .pod('mysql-1', 'StatefulSet/mysql', { 'controller-revision-hash': 'mysql-bbb' })
  const mysql = view.workloads[0]

  test('shows its revisions as generations while it is being updated', () => {
    expect(view.workloads).toHaveLength(1)
    expect(mysql?.rolling).toBe(true)
    expect(mysql?.generations.map((each) => [each.image, each.role, each.pods.map((pod) => pod.name)])).toEqual([
      ['mysql:8.0', 'old', ['mysql-0']], ['mysql:8.4', 'new', ['mysql-1']],
    ])
    expect(mysql?.generations[0]?.hue).not.toBe(mysql?.generations[1]?.hue)
  })

  test('shows the volume of each pod, and those that outlive theirs', () => {
    expect(mysql?.generations[0]?.pods[0]?.claims).toMatchObject([{ name: 'data-mysql-0', phase: 'Bound', capacity: '10Gi' }])
    expect(mysql?.unusedClaims.map((claim) => claim.name)).toEqual(['data-mysql-2'])
  })
})

test('a DaemonSet has pods that name the hash of their revision only', () => {
  const { view } = new Sketch()
    .add('DaemonSet', 'exporter', { status: { desiredNumberScheduled: 1 } })
    .add('ControllerRevision', 'exporter-7c9', revision(1, 'prom/node-exporter:latest'), 'DaemonSet/exporter')
    .pod('exporter-x2k4p', 'DaemonSet/exporter', { 'controller-revision-hash': '7c9' })
  expect(view.workloads[0]?.generations).toMatchObject([{ kind: 'ControllerRevision', revision: '1', desired: 1, ready: 1 }])
})

test('a Job counts what has ended and a CronJob says when it is due', () => {
  const { view } = new Sketch()
    .add('CronJob', 'backup', { spec: { schedule: '0 2 * * *' } })
    .add('Job', 'backup-1', { spec: { completions: 4 }, status: { succeeded: 2, active: 1, failed: 1 } }, 'CronJob/backup')
  expect(view.workloads).toHaveLength(1)
  expect(view.workloads[0]?.schedule).toEqual({ schedule: '0 2 * * *', zone: '', suspended: false, next: Date.UTC(2026, 10, 24, 2, 0, 0) })
  expect(view.workloads[0]?.generations[0]?.work).toEqual({ state: 'running', succeeded: 2, active: 1, failed: 1, completions: 4, parallelism: 1 })
})

test('a schedule in a zone is counted there, and one that the picture cannot read is shown without its next run', () => {
  const due = (spec: JsonObject) => new Sketch().add('CronJob', 'c', { spec }).view.workloads[0]?.schedule?.next
  expect(due({ schedule: '0 12 * * *', timeZone: 'Asia/Seoul' })).toBe(Date.UTC(2026, 10, 24, 3, 0, 0))
  expect(due({ schedule: '@every 5m' })).toBeUndefined()
  expect(due({ schedule: '0 2 * * *', suspend: true })).toBeUndefined()
})

test('a Service shows who answers for it, and what it lacks', () => {
  const { view } = new Sketch()
    .add('Service', 'kubernetes', { spec: { clusterIP: '10.96.0.1' } })
    .add('Service', 'mysql', { spec: { clusterIP: 'None', selector: { app: 'mysql' }, ports: [{ port: 3306 }] } })
    .add('EndpointSlice', 'mysql-x', { metadata: { labels: { 'kubernetes.io/service-name': 'mysql' } },
      endpoints: [{ addresses: ['10.244.1.2'], targetRef: { name: 'mysql-0' }, conditions: { ready: true } },
        { addresses: ['10.244.1.3'], targetRef: { name: 'mysql-1' }, conditions: { ready: false } }] })
    .add('Service', 'lost', { spec: { clusterIP: '10.96.7.7', ports: [{ port: 80, nodePort: 30080 }], type: 'NodePort' } })
  expect(view.services).toMatchObject([
    { name: 'mysql', headless: true, selector: 'app=mysql', ports: '3306', ready: ['mysql-0'], notReady: ['mysql-1'] },
    { name: 'lost', headless: false, selector: '', ports: '80:30080', ready: [], notReady: [] },
  ])
})

test('what keeps the cluster itself going is shown on request only', () => {
  const sketch = new Sketch()
  const object: JsonObject = { metadata: { namespace: 'kube-system' }, spec: {} }
  sketch.history.append([{ type: 'change', verb: 'ADDED', position: 1, time: NOW, actor: 'test', cause: 0, kind: 'Deployment', apiVersion: 'apps/v1', namespace: 'kube-system', name: 'coredns', uid: 'd', object } as unknown as Entry])
  expect(picture(sketch.history.world, sketch.history.births, NOW).workloads).toEqual([])
  expect(picture(sketch.history.world, sketch.history.births, NOW, true).workloads).toHaveLength(1)
})
