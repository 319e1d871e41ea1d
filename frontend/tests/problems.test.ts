import { expect, test } from 'vitest'
import { yamlProblems } from '../src/editor/problems'
import { snippetParts } from '../src/lab/snippets'

test('a manifest that is fine has no problems, several documents included', () => {
  expect(yamlProblems('kind: Pod\n---\nkind: Service\nspec:\n  ports:\n    - port: 80\n')).toEqual([])
})

test.each([
  ['spec:\n  replicas: 3\n image: nginx\n', 'indent', 3],
  ['spec:\n\treplicas: 3\n', 'tab', 2],
  ['kind: Pod\nkind: Pod\n', 'duplicate', 2],
  ['replicas: 3: 4\n', 'nested', 1],
  ['name: "nginx\n', 'unclosed', 2],
  ['args: [a, b\nkind: Pod\n', 'indent', 2],
] as const)('%j is wrong: %s in line %i', (text, code, line) => {
  expect(yamlProblems(text)[0]).toMatchObject({ code, line })
})

test('a snippet is cut into whole commands; comments are only read', () => {
  expect(snippetParts('# 상태 확인\nkubectl get rs\nkubectl create deployment nginx \\\n  --image=nginx:1.20\n')).toEqual([
    { text: '# 상태 확인', runnable: false },
    { text: 'kubectl get rs', runnable: true },
    { text: 'kubectl create deployment nginx \\\n  --image=nginx:1.20', runnable: true },
  ])
})
