import { describe, expect, test } from 'vitest'
import { History } from '../src/lab/history'
import type { Entry, JsonObject } from '../src/messages'

function change(position: number, verb: 'ADDED' | 'MODIFIED' | 'DELETED', uid: string, patch?: JsonObject): Entry {
  return {
    position, time: position * 10, actor: 'test', cause: 0, type: 'change', verb, apiVersion: 'v1', kind: 'Pod',
    resource: 'pods', namespace: 'default', name: uid, uid, ...(patch ? { patch } : {}),
  }
}

/** One pod that counts to n, one change each. */
function counting(n: number): Entry[] {
  const entries = [change(1, 'ADDED', 'a', { count: 1 })]
  for (let i = 2; i <= n; i++) entries.push(change(i, 'MODIFIED', 'a', { count: i }))
  return entries
}

describe('history', () => {
  test('folds additions, patches and deletions into the world', () => {
    const history = new History()
    history.append([
      change(1, 'ADDED', 'a', { status: { phase: 'Pending' } }),
      change(2, 'ADDED', 'b', { status: { phase: 'Pending' } }),
      change(3, 'MODIFIED', 'a', { status: { phase: 'Running' } }),
      change(4, 'DELETED', 'b'),
    ])
    expect([...history.world.keys()]).toEqual(['a'])
    expect(history.world.get('a')).toMatchObject({ json: { status: { phase: 'Running' } }, born: 1, position: 3 })
  })

  test('takes each entry once, however often a reconnect sends it', () => {
    const history = new History()
    history.append(counting(5))
    const fresh = history.append(counting(8))
    expect(fresh.map((entry) => entry.position)).toEqual([6, 7, 8])
    expect(history.entries).toHaveLength(8)
    expect(history.world.get('a')?.json).toEqual({ count: 8 })
  })

  test('shows every position of a long log as it was, in any order of looking', () => {
    const history = new History()
    history.append(counting(2000))
    for (const position of [1, 2000, 999, 256, 257, 255, 1500, 3, 1501]) {
      expect(history.worldAt(position).get('a')?.json).toEqual({ count: position })
    }
  })

  test('looking back does not disturb the present', () => {
    const history = new History()
    history.append(counting(600))
    history.worldAt(10)
    history.append([change(601, 'MODIFIED', 'a', { count: 601 })])
    expect(history.world.get('a')?.json).toEqual({ count: 601 })
    expect(history.worldAt(10).get('a')?.json).toEqual({ count: 10 })
  })

  test('before the first entry there is nothing', () => {
    const history = new History()
    history.append(counting(3))
    expect(history.worldAt(0).size).toBe(0)
  })

  test('positions may have gaps', () => {
    const history = new History()
    history.append([change(10, 'ADDED', 'a', { count: 1 }), change(20, 'MODIFIED', 'a', { count: 2 })])
    expect(history.worldAt(15).get('a')?.json).toEqual({ count: 1 })
    expect(history.at(20)?.position).toBe(20)
    expect(history.at(15)).toBeUndefined()
    expect(history.lastBefore(150)?.position).toBe(10)
  })
})
