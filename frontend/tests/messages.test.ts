import { expect, test } from 'vitest'
import type { Entry } from '../src/messages'

test('an entry carries its head and its body side by side', () => {
  const entry: Entry = { position: 1, time: 0, actor: 'learner', type: 'act', kind: 'command', text: 'kubectl get pods' }
  expect(entry.type).toBe('act')
})
