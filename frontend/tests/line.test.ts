import { describe, expect, test } from 'vitest'
import { cells, place } from '../src/terminal/cells'
import { Line } from '../src/terminal/line'

function line(text: string, cursor = text.length): Line {
  const line = new Line()
  line.set(text, cursor)
  return line
}

describe('the line editor', () => {
  test('inserts at the cursor', () => {
    const it = line('kubectl pods', 8)
    it.insert('get ')
    expect([it.text, it.cursor]).toEqual(['kubectl get pods', 12])
  })
  test('moves over a Hangul syllable as one character', () => {
    const it = line('echo 안녕')
    it.left()
    it.insert('!')
    expect(it.text).toBe('echo 안!녕')
  })
  test('puts decomposed Hangul together', () => {
    const it = line('')
    it.insert('한글'.normalize('NFD'))
    expect(it.text).toBe('한글')
    it.backspace()
    expect(it.text).toBe('한')
  })
  test('deletes an emoji family as one character', () => {
    const it = line('a👩‍👩‍👧b')
    it.left()
    it.backspace()
    expect(it.text).toBe('ab')
  })
  test('cuts to the end, to the start and by word, and pastes the last cut', () => {
    const it = line('kubectl get deployment/nginx', 12)
    it.cutToEnd()
    expect(it.text).toBe('kubectl get ')
    it.paste()
    expect(it.text).toBe('kubectl get deployment/nginx')
    it.cutBigWord()
    expect(it.text).toBe('kubectl get ')
    it.paste()
    it.cutWord()
    expect(it.text).toBe('kubectl get deployment/')
    it.cutToStart()
    expect([it.text, it.cursor]).toEqual(['', 0])
  })
  test('walks by words, Korean ones too', () => {
    const it = line('echo 파드 세 개')
    it.wordLeft()
    expect(it.cursor).toBe(10)
    it.wordLeft()
    it.wordLeft()
    expect(it.cursor).toBe(5)
    it.wordRight()
    expect(it.cursor).toBe(7)
  })
  test('does nothing at the edges', () => {
    const it = line('')
    it.left(); it.right(); it.backspace(); it.delete(); it.wordLeft(); it.wordRight(); it.cutBigWord()
    expect([it.text, it.cursor]).toEqual(['', 0])
  })
})

describe('cells', () => {
  test('a Hangul syllable takes two, a combining mark none', () => {
    expect(cells('nginx')).toBe(5)
    expect(cells('엔진')).toBe(4)
    expect(cells('e\u0301')).toBe(1)
    expect(cells('🐳')).toBe(2)
  })
  test('text wraps at the last column', () => {
    expect(place('abcd', 4)).toEqual({ row: 1, column: 0 })
    expect(place('abcde', 4)).toEqual({ row: 1, column: 1 })
  })
  test('a wide character that does not fit goes to the next row whole', () => {
    expect(place('abc가', 4)).toEqual({ row: 1, column: 2 })
    expect(place('가나다', 5)).toEqual({ row: 1, column: 2 })
  })
})
