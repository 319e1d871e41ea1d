import { describe, expect, test } from 'vitest'
import { commands, isEmpty, isOpen } from '../src/terminal/command'

describe('a command', () => {
  test.each([
    ['kubectl get pods'],
    ["echo 'it is'"],
    ['echo "a \\" b"'],
    ['kubectl get pods | grep nginx'],
    ['cat <<EOF\nhello\nEOF'],
    ["cat <<'EOF' | kubectl apply -f -\nkind: Pod\nEOF\n"],
    ['cat <<-END\n\thello\n\tEND'],
    ['for i in 1 2 3; do echo $i; done'],
    ['echo for if while'],
    ['(cd /tmp; ls)'],
    ['if true\nthen echo yes\nfi'],
    ['kubectl get pods # it\'s a comment'],
    ['echo a#b'],
    ['cat <<< word'],
    ['kubectl get pods -o jsonpath=\'{.items[*].metadata.name}\''],
    ['kubectl get pods -o jsonpath={.items[*].metadata.name}'],
    ['kubectl label pod a b-'],
    [''],
  ])('is whole: %s', (text) => expect(isOpen(text)).toBe(false))

  test.each([
    ['kubectl get pods \\'],
    ["echo 'it is"],
    ['echo "a'],
    ['kubectl get pods |'],
    ['true &&'],
    ['true && \\\n'.trimEnd()],
    ['cat <<EOF'],
    ['cat <<EOF\nhello'],
    ['cat <<EOF\nhello\nEOF2'],
    ['cat <<A <<B\n1\nA\n2'],
    ['for i in 1 2 3; do'],
    ['while true; do echo; sleep 1;'],
    ['if true; then'],
    ['(cd /tmp'],
    ['{ echo a;'],
  ])('goes on: %s', (text) => expect(isOpen(text)).toBe(true))

  test('of blank lines and comments has nothing to run', () => {
    expect(isEmpty('  # 상태 확인\n\n')).toBe(true)
    expect(isEmpty('ls # files')).toBe(false)
  })

  test('stays together when pasted with its continued lines', () => {
    const pasted = '# 배포\nkubectl create deployment nginx \\\n  --image=nginx:1.20\n\ncat <<EOF > a.yaml\nkind: Pod\nEOF\nkubectl get'
    expect(commands(pasted)).toEqual([
      '# 배포',
      'kubectl create deployment nginx \\\n  --image=nginx:1.20',
      '',
      'cat <<EOF > a.yaml\nkind: Pod\nEOF',
      'kubectl get',
    ])
  })
})
