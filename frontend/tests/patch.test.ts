import { describe, expect, test } from 'vitest'
import { at, list, merge, number, text } from '../src/lab/patch'

describe('a merge patch', () => {
  test('replaces what it names and keeps the rest', () => {
    expect(merge({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 4 } })).toEqual({ a: 1, b: { c: 4, d: 3 } })
  })
  test('removes what it sets to null', () => {
    expect(merge({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { d: null } })).toEqual({ b: { c: 2 } })
  })
  test('replaces lists as a whole', () => {
    expect(merge({ a: [1, 2, 3] }, { a: [4] })).toEqual({ a: [4] })
  })
  test('turns a value into an object and drops the nulls inside', () => {
    expect(merge({ a: 'text' }, { a: { b: null, c: 1 } })).toEqual({ a: { c: 1 } })
  })
  test('leaves the value before it untouched and shares what did not change', () => {
    const before = { spec: { replicas: 3 }, status: { ready: 1 } }
    const after = merge(before, { status: { ready: 2 } }) as typeof before
    expect(before.status.ready).toBe(1)
    expect(after.spec).toBe(before.spec)
  })
})

describe('a path', () => {
  const pod = { spec: { containers: [{ name: 'nginx', ports: [80] }] } }
  test('walks objects and lists', () => {
    expect(text(pod, 'spec', 'containers', 0, 'name')).toBe('nginx')
    expect(number(pod, 'spec', 'containers', 0, 'ports', 0)).toBe(80)
  })
  test('ends in nothing where a step is missing', () => {
    expect(at(pod, 'status', 'phase')).toBeUndefined()
    expect(list(pod, 'status', 'conditions')).toEqual([])
  })
})
