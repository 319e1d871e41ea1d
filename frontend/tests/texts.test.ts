import { describe, expect, test } from 'vitest'
import { readJump } from '../src/lab/jump'
import { duration, texts } from '../src/texts'

function names(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, each]) => names(each, `${path}.${name}`))
}

describe('texts', () => {
  test('exist in both languages under the same names', () => {
    expect(names(texts.en)).toEqual(names(texts.ko))
  })
  test('are Korean in Korean and not Korean in English', () => {
    expect(JSON.stringify(texts.en)).not.toMatch(/[가-힣]/)
    expect(texts.ko.past.title).toMatch(/[가-힣]/)
  })
  test('spell spans of time', () => {
    expect([350, 4200, 12_300, 200_000, 7_500_000, 90_000_000].map((ms) => duration(ms, texts.en.duration)))
      .toEqual(['350ms', '4.2s', '12s', '3m 20s', '2h 5m', '1d 1h'])
    expect(duration(200_000, texts.ko.duration)).toBe('3분 20초')
  })
})

describe('a jump of the clock', () => {
  const now = Date.UTC(2026, 10, 24, 10, 0, 0)
  test.each([
    ['+10m', now + 600_000],
    ['1h30m', now + 5_400_000],
    ['02:00', Date.UTC(2026, 10, 25, 2)],
    ['11:30', Date.UTC(2026, 10, 24, 11, 30)],
    ['2026-11-25 02:00', Date.UTC(2026, 10, 25, 2)],
    ['2026-12-01', Date.UTC(2026, 11, 1)],
  ])('to %s', (text, to) => expect(readJump(text, now)).toEqual({ to }))
  test('does not go back', () => expect(readJump('2026-11-23 02:00', now)).toEqual({ wrong: 'past' }))
  test.each(['soon', '', '25:00', '2026-13-40'])('is refused for %j', (text) => expect(readJump(text, now)).toEqual({ wrong: 'unreadable' }))
})
