import { describe, expect, test } from 'vitest'
import { Story } from '../dev/story'
import { History } from '../src/lab/history'
import { picture } from '../src/lab/picture'
import { RolloutChart } from '../src/lab/rollout'
import { Telling } from '../src/lab/tell'

function rollout(replicas: number) {
  const story = new Story('en')
  const history = new History()
  story.command(`kubectl create deployment nginx --image=nginx:1.20 --replicas=${replicas}`)
  story.runUntil(story.now + 20_000)
  const settled = story.entries.length
  const act = story.command('kubectl set image deployment/nginx nginx=nginx:1.21')
  story.runUntil(story.now + 2_500)
  const middle = story.entries.length
  story.runUntil(story.now + 60_000)
  history.append(story.entries)
  return { history, settled, act, middle }
}

describe('the picture', () => {
  const { history, settled, middle } = rollout(10)

  test('shows one generation with all pods ready before the rollout', () => {
    const { workloads } = picture(history.worldAt(settled), history.births)
    expect(workloads).toHaveLength(1)
    expect(workloads[0]).toMatchObject({ name: 'nginx', desired: 10, ready: 10, total: 10, rolling: false, allowance: { max: 13, min: 8 } })
    expect(workloads[0]?.generations.map((each) => [each.revision, each.image, each.role])).toEqual([['1', 'nginx:1.20', 'new']])
  })

  test('shows old and new side by side within surge and unavailability', () => {
    const [nginx] = picture(history.worldAt(middle), history.births).workloads
    expect(nginx?.rolling).toBe(true)
    expect(nginx?.generations.map((each) => each.role)).toEqual(['old', 'new'])
    expect(new Set(nginx?.generations.map((each) => each.hue)).size).toBe(2)
    expect(nginx?.total).toBeLessThanOrEqual(13)
    expect(nginx?.ready).toBeGreaterThanOrEqual(8)
  })

  test('keeps the colour of a generation for all times', () => {
    const before = picture(history.worldAt(settled), history.births).workloads[0]?.generations[0]
    const after = picture(history.world, history.births).workloads[0]?.generations.find((each) => each.uid === before?.uid)
    expect(after?.hue).toBe(before?.hue)
  })

  test('puts every pod on its node and the control plane first', () => {
    const { nodes, waiting, pods } = picture(history.world, history.births)
    expect(nodes.map((node) => node.name)).toEqual(['control-plane', 'worker-1', 'worker-2', 'worker-3'])
    expect(nodes[0]?.taints).toEqual(['node-role.kubernetes.io/control-plane:NoSchedule'])
    expect(nodes.reduce((sum, node) => sum + node.pods.length, 0) + waiting.length).toBe(pods)
  })
})

describe('the chart', () => {
  const { history } = rollout(10)
  const deployment = [...history.world.values()].find((object) => object.kind === 'Deployment')?.uid ?? ''
  const chart = new RolloutChart(deployment, history.births)
  chart.follow(history.entries)

  test('has one rollout per change of the spec', () => {
    expect(chart.rollouts).toHaveLength(2)
  })

  test('ends with all pods new and ready', () => {
    expect(chart.samples.at(-1)).toMatchObject({ total: 10, ready: 10, fresh: 10, old: 0, terminating: 0, desired: 10, max: 13, min: 8 })
  })

  test('never leaves the bounds during the rollout', () => {
    for (const sample of chart.samples.slice(chart.rollouts[1]?.first)) {
      expect(sample.total).toBeLessThanOrEqual(sample.max)
      expect(sample.ready).toBeGreaterThanOrEqual(sample.min)
    }
  })

  test('gives the same steps when fed bit by bit', () => {
    const again = new RolloutChart(deployment, history.births)
    for (let i = 0; i <= history.entries.length; i += 7) again.follow(history.entries.slice(0, i))
    again.follow(history.entries)
    expect(again.samples).toEqual(chart.samples)
  })
})

describe('the telling', () => {
  const { history, act } = rollout(3)
  const telling = new Telling()
  telling.follow(history.entries)

  test('puts everything that an act led to into its chapter', () => {
    const chapter = telling.chapters.find((each) => each.act?.position === act)
    expect(chapter?.effects.map((each) => each.type)).toEqual(['change'])
    expect(new Set(chapter?.rows.map((row) => row.entry.actor))).toContain('scheduler')
    expect(telling.chapters.filter((each) => each.act?.kind === 'command')).toHaveLength(2)
  })

  test('continues an act after another one, so that the newest is last', () => {
    const story = new Story('en')
    const create = story.command('kubectl create deployment nginx --image=nginx:1.20 --replicas=1')
    const look = story.command('kubectl get pods')
    story.runUntil(story.now + 20_000)
    const other = new Telling()
    other.follow(story.entries)
    const last = other.chapters.slice(-3)
    expect(last.map((each) => each.act?.position)).toEqual([create, look, create])
    expect(last[2]?.continues).toBe(last[0])
    expect(last[2]?.time).toBe(last[0]?.time)
  })

  test('tells that a goal is met in the chapter that met it', () => {
    const story = new Story('en')
    const look = story.command('kubectl get pods')
    const other = new Telling()
    other.follow([...story.entries, { type: 'achieved', position: story.entries.length + 1, time: story.now, actor: 'learner', cause: 0, exercise: 'any', item: 'looked' }])
    expect(other.chapters.at(-1)?.act?.position).toBe(look)
    expect(other.chapters.at(-1)?.rows.at(-1)?.entry.type).toBe('achieved')
  })

  test('puts the changes of a decision under it', () => {
    const chapter = telling.chapters.find((each) => each.act?.position === act)
    const first = chapter?.rows.find((row) => row.entry.type === 'decision')
    expect(first?.effects.every((each) => each.cause === first.entry.position)).toBe(true)
    expect(first?.effects.some((each) => each.type === 'change' && each.kind === 'ReplicaSet')).toBe(true)
  })

  test('knows the controllers that decided', () => {
    expect([...telling.controllers]).toEqual(['deployment', 'replicaset', 'scheduler'])
  })
})
