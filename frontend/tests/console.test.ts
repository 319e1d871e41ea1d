import xterm from '@xterm/headless'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../src/messages'
import { Console, TYPE_AHEAD_MILLIS, type Shell } from '../src/terminal/console'

const UP = '\x1b[A', DOWN = '\x1b[B', LEFT = '\x1b[D', CTRL_C = '\x03', CTRL_R = '\x12', ENTER = '\r'

/** A console on a real terminal without a page, with a shell that only takes notes. */
class Bench implements Shell {
  readonly terminal = new xterm.Terminal({ cols: 40, rows: 12, convertEol: true, allowProposedApi: true })
  readonly sent: string[] = []
  now = 0
  position = 0
  request = ''
  readonly console: Console

  constructor() {
    const terminal = this.terminal
    this.console = new Console(
      { get columns() { return terminal.cols }, write: (text) => terminal.write(text) },
      this,
      () => this.now,
    )
    this.console.start()
  }

  command(line: string) { this.sent.push(`run ${line}`) }
  input(text: string) { this.sent.push(`input ${text}`) }
  endInput() { this.sent.push('end of input') }
  interrupt() { this.sent.push('interrupt') }
  complete(id: string, line: string, cursor: number) { this.request = id; this.sent.push(`complete ${line}|${cursor}`) }

  log(...bodies: object[]) {
    this.console.follow(bodies.map((body) => ({ position: ++this.position, time: 0, actor: '', ...body }) as Entry))
  }
  ran(text: string, output = '') {
    this.log({ type: 'act', kind: 'command', text })
    this.log({ type: 'output', stream: 'out', text: output }, { type: 'exit', code: 0, directory: '~' })
  }

  async screen(): Promise<string[]> {
    await new Promise<void>((done) => this.terminal.write('', done))
    const buffer = this.terminal.buffer.active
    const rows: string[] = []
    for (let i = 0; i < buffer.length; i++) rows.push(buffer.getLine(i)?.translateToString(true) ?? '')
    while (rows.at(-1) === '') rows.pop()
    return rows.map((row) => row.trimEnd())
  }
  cursor(): [number, number] {
    const buffer = this.terminal.buffer.active
    return [buffer.baseY + buffer.cursorY, buffer.cursorX]
  }
}

const PROMPT = 'learner@lab:~$'

describe('the console', () => {
  test('shows what is typed at once and sends the line on Enter', async () => {
    const bench = new Bench()
    bench.console.feed('kubectl get pods')
    expect(await bench.screen()).toEqual([`${PROMPT} kubectl get pods`])
    bench.console.feed(ENTER)
    expect(bench.sent).toEqual(['run kubectl get pods'])
  })

  test('shows its own command once, though the log brings it again', async () => {
    const bench = new Bench()
    bench.console.feed('ls' + ENTER)
    bench.ran('ls', 'a.yaml\n')
    expect(await bench.screen()).toEqual([`${PROMPT} ls`, 'a.yaml', PROMPT])
  })

  test('shows a command of another tab above the line being typed', async () => {
    const bench = new Bench()
    bench.console.feed('kubec')
    bench.ran('pwd', '/home/learner\n')
    expect(await bench.screen()).toEqual([`${PROMPT} pwd`, '/home/learner', `${PROMPT} kubec`])
  })

  test('brings the scrollback back from the log, several lines of a command included', async () => {
    const bench = new Bench()
    bench.log(
      { type: 'act', kind: 'command', text: 'cat <<EOF\nhi\nEOF' },
      { type: 'output', stream: 'out', text: 'hi\n' },
      { type: 'exit', code: 0, directory: '~' },
    )
    expect(await bench.screen()).toEqual([`${PROMPT} cat <<EOF`, '> hi', '> EOF', 'hi', PROMPT])
  })

  test('edits Hangul in the middle of a line', async () => {
    const bench = new Bench()
    bench.console.feed('echo 안녕하세요')
    bench.console.feed(LEFT + LEFT + '\x7f')
    expect(await bench.screen()).toEqual([`${PROMPT} echo 안녕세요`])
    expect(bench.cursor()).toEqual([0, 15 + 5 + 4])
  })

  test('wraps a long Korean line and keeps the cursor where the text is', async () => {
    const bench = new Bench()
    bench.console.feed('echo ' + '가'.repeat(15))
    expect(await bench.screen()).toEqual([`${PROMPT} echo ${'가'.repeat(10)}`, '가'.repeat(5)])
    expect(bench.cursor()).toEqual([1, 10])
    bench.console.feed('\x01')
    await bench.screen()
    expect(bench.cursor()).toEqual([0, 15])
    bench.console.feed('\x15' + '\x05')
    bench.console.feed('\x15')
    expect(await bench.screen()).toEqual([PROMPT])
  })

  test('a row that is exactly full continues on the next', async () => {
    const bench = new Bench()
    bench.console.feed('x'.repeat(25))
    await bench.screen()
    expect(bench.cursor()).toEqual([1, 0])
    bench.console.feed('y')
    expect(await bench.screen()).toEqual([`${PROMPT} ${'x'.repeat(25)}`, 'y'])
  })

  test('puts the prompt on a row of its own after output without a line end', async () => {
    const bench = new Bench()
    bench.console.feed('echo -n hi' + ENTER)
    bench.ran('echo -n hi', 'hi')
    expect(await bench.screen()).toEqual([`${PROMPT} echo -n hi`, 'hi', PROMPT])
  })
})

describe('history', () => {
  test('walks up and down and keeps what was being typed', async () => {
    const bench = new Bench()
    bench.ran('one')
    bench.ran('two')
    bench.console.feed('dra' + UP + UP)
    expect((await bench.screen()).at(-1)).toBe(`${PROMPT} one`)
    bench.console.feed(DOWN + DOWN)
    expect((await bench.screen()).at(-1)).toBe(`${PROMPT} dra`)
  })

  test('is searched backwards with Ctrl-R and runs what it found', async () => {
    const bench = new Bench()
    bench.ran('kubectl get pods')
    bench.ran('kubectl get rs')
    bench.ran('ls')
    bench.console.feed(CTRL_R + 'get')
    expect((await bench.screen()).at(-1)).toContain('kubectl get rs')
    bench.console.feed(CTRL_R)
    expect((await bench.screen()).join('')).toContain("`get': kubectl get pods")
    bench.console.feed(ENTER)
    expect(bench.sent).toEqual(['run kubectl get pods'])
  })

  test('gives the typed line back when the search is given up', async () => {
    const bench = new Bench()
    bench.ran('kubectl get pods')
    bench.console.feed('abc' + CTRL_R + 'get' + '\x07')
    expect((await bench.screen()).at(-1)).toBe(`${PROMPT} abc`)
  })
})

describe('a paste of several lines', () => {
  test('runs one command after the other and leaves the last line to the person', async () => {
    const bench = new Bench()
    bench.console.paste('# 배포\nkubectl get rs\n\nkubectl get pods\nkubectl get')
    expect(bench.sent).toEqual(['run kubectl get rs'])
    bench.ran('kubectl get rs', 'A\n')
    expect(bench.sent).toEqual(['run kubectl get rs', 'run kubectl get pods'])
    bench.ran('kubectl get pods', 'B\n')
    expect(await bench.screen()).toEqual([
      `${PROMPT} # 배포`, `${PROMPT} kubectl get rs`, 'A', PROMPT, `${PROMPT} kubectl get pods`, 'B', `${PROMPT} kubectl get`,
    ])
  })

  test('keeps a here-document together', () => {
    const bench = new Bench()
    bench.console.paste('cat <<EOF > a.yaml\nkind: Pod\nEOF\nls\n')
    expect(bench.sent).toEqual(['run cat <<EOF > a.yaml\nkind: Pod\nEOF'])
    bench.ran('cat <<EOF > a.yaml\nkind: Pod\nEOF')
    expect(bench.sent.at(-1)).toBe('run ls')
  })

  test('is dropped by Ctrl-C', () => {
    const bench = new Bench()
    bench.console.paste('sleep 100\nls\n')
    bench.console.feed(CTRL_C)
    bench.ran('sleep 100')
    expect(bench.sent).toEqual(['run sleep 100', 'interrupt'])
  })

  test('of an unfinished command asks for the rest', async () => {
    const bench = new Bench()
    bench.console.paste('cat <<EOF\nhello\n')
    expect(await bench.screen()).toEqual([`${PROMPT} cat <<EOF`, '> hello', '>'])
    bench.console.feed('EOF' + ENTER)
    expect(bench.sent).toEqual(['run cat <<EOF\nhello\nEOF'])
  })
})

describe('a continued line', () => {
  test('gets the second prompt until it is whole', async () => {
    const bench = new Bench()
    bench.console.feed('kubectl get \\' + ENTER)
    bench.console.feed('pods' + ENTER)
    expect(await bench.screen()).toEqual([`${PROMPT} kubectl get \\`, '> pods'])
    expect(bench.sent).toEqual(['run kubectl get \\\npods'])
  })

  test('is given up with Ctrl-C', async () => {
    const bench = new Bench()
    bench.console.feed("echo 'a" + ENTER + CTRL_C)
    expect((await bench.screen()).at(-1)).toBe(PROMPT)
    expect(bench.sent).toEqual([])
  })
})

describe('bash habits', () => {
  test('Alt-. brings the last word of earlier commands', () => {
    const bench = new Bench()
    for (const command of ['ls a.yaml', 'cat b.yaml']) {
      bench.console.feed(command + ENTER)
      bench.ran(command, '')
    }
    bench.console.feed('vi \x1b.')
    expect(bench.console.line.text).toBe('vi b.yaml')
    bench.console.feed('\x1b.')
    expect(bench.console.line.text).toBe('vi a.yaml')
  })

  test('Ctrl-T swaps characters', () => {
    const bench = new Bench()
    bench.console.feed('sl\x14')
    expect(bench.console.line.text).toBe('ls')
  })

  test('Ctrl-D on an empty line says how to leave', async () => {
    const bench = new Bench()
    bench.console.feed('\x04')
    expect(await bench.screen()).toEqual([PROMPT, 'Use "exit" to leave the shell.', PROMPT])
  })

  test('files are listed without the folder that they lie in', async () => {
    const bench = new Bench()
    bench.console.feed('ls /etc/\t')
    bench.console.completed(bench.request, 3, ['/etc/hostname', '/etc/passwd'])
    bench.console.feed('\t')
    bench.console.completed(bench.request, 3, ['/etc/hostname', '/etc/passwd'])
    expect((await bench.screen())[1]).toBe('hostname  passwd')
  })
})

describe('while a command runs', () => {
  test('Ctrl-C interrupts it', () => {
    const bench = new Bench()
    bench.console.feed('kubectl rollout status deployment/nginx' + ENTER)
    bench.console.feed(CTRL_C)
    expect(bench.sent.at(-1)).toBe('interrupt')
  })

  test('a line goes to the program, echoed and corrected as on a terminal', async () => {
    const bench = new Bench()
    bench.console.feed('cat' + ENTER)
    bench.now = TYPE_AHEAD_MILLIS + 1
    bench.console.feed('안녕x\x7f' + ENTER)
    expect(bench.sent.at(-1)).toBe('input 안녕\n')
    expect(await bench.screen()).toEqual([`${PROMPT} cat`, '안녕'])
  })

  test('Ctrl-D ends its input', () => {
    const bench = new Bench()
    bench.console.feed('cat' + ENTER)
    bench.console.feed('\x04')
    expect(bench.sent.at(-1)).toBe('end of input')
  })

  test('lines typed ahead become the next commands', async () => {
    const bench = new Bench()
    bench.console.feed('kubectl get rs' + ENTER)
    for (const key of 'ls' + ENTER + 'pw') bench.console.feed(key)
    bench.ran('kubectl get rs', 'A\n')
    expect(bench.sent).toEqual(['run kubectl get rs', 'run ls'])
    bench.ran('ls', 'B\n')
    expect(await bench.screen()).toEqual([`${PROMPT} kubectl get rs`, 'A', `${PROMPT} ls`, 'B', `${PROMPT} pw`])
  })

  test('output does not tear what is being typed', async () => {
    const bench = new Bench()
    bench.console.feed('cat' + ENTER)
    bench.console.feed('ab')
    bench.log({ type: 'act', kind: 'command', text: 'cat' }, { type: 'output', stream: 'out', text: 'noise\n' })
    expect(await bench.screen()).toEqual([`${PROMPT} cat`, 'noise', 'ab'])
  })
})

describe('completion', () => {
  test('takes the only candidate and a blank', async () => {
    const bench = new Bench()
    bench.console.feed('kubectl ge\t')
    expect(bench.sent).toEqual(['complete kubectl ge|10'])
    bench.console.completed(bench.request, 8, ['get'])
    expect(bench.console.line.text).toBe('kubectl get ')
  })

  test('takes what all candidates share, and lists them at the second Tab', async () => {
    const bench = new Bench()
    bench.console.feed('kubectl get de\t')
    bench.console.completed(bench.request, 12, ['deployments', 'deploy'])
    expect(bench.console.line.text).toBe('kubectl get deploy')
    bench.console.feed('\t')
    bench.console.completed(bench.request, 12, ['deployments', 'deploy'])
    expect(await bench.screen()).toEqual([`${PROMPT} kubectl get deploy`, 'deployments  deploy', `${PROMPT} kubectl get deploy`])
  })

  test('ignores an answer that comes after the line has changed', () => {
    const bench = new Bench()
    bench.console.feed('kubectl ge\t')
    bench.console.feed('x')
    bench.console.completed(bench.request, 8, ['get'])
    expect(bench.console.line.text).toBe('kubectl gex')
  })
})

describe('a shell in a container', () => {
  async function inContainer(): Promise<Bench> {
    const bench = new Bench()
    bench.console.feed('k exec -it web sh' + ENTER)
    bench.log({ type: 'act', kind: 'command', text: 'k exec -it web sh' }, { type: 'output', stream: 'out', text: '/ # ' })
    bench.sent.length = 0
    return bench
  }

  test('gets lines at once where it shows a prompt', async () => {
    const bench = await inContainer()
    bench.console.feed('ls' + ENTER)
    expect(bench.sent).toEqual(['input ls\n'])
    bench.log({ type: 'output', stream: 'out', text: 'bin\netc\n/ # ' })
    expect((await bench.screen()).slice(1)).toEqual(['/ # ls', 'bin', 'etc', '/ #'])
  })

  test('gets lines that were corrected in the middle', async () => {
    const bench = await inContainer()
    bench.console.feed('cat /e/hosts\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[Dtc')
    expect((await bench.screen()).at(-1)).toBe('/ # cat /etc/hosts')
    bench.log({ type: 'output', stream: 'out', text: 'late\n/ # ' })
    expect((await bench.screen()).at(-1)).toBe('/ # cat /etc/hosts')
    bench.console.feed('\x01echo \x05 x' + ENTER)
    expect(bench.sent).toEqual(['input echo cat /etc/hosts x\n'])
  })

  test('gets Ctrl-C and Ctrl-D, and its lines come back with the arrow keys', async () => {
    const bench = await inContainer()
    bench.console.feed('ls' + ENTER)
    bench.log({ type: 'output', stream: 'out', text: '/ # ' })
    bench.console.feed(UP)
    expect((await bench.screen()).at(-1)).toBe('/ # ls')
    bench.console.feed(DOWN + 'sleep 9' + ENTER + CTRL_C + '\x04')
    expect(bench.sent).toEqual(['input ls\n', 'input sleep 9\n', 'interrupt', 'end of input'])
    bench.log({ type: 'exit', code: 0, directory: '~' })
    bench.console.feed(UP)
    expect((await bench.screen()).at(-1)).toContain('k exec -it web sh')
  })
})

test('a command that a button runs leaves the typed text alone', async () => {
  const bench = new Bench()
  bench.console.feed('half a thou')
  bench.console.run('kubectl apply -f a.yaml')
  bench.ran('kubectl apply -f a.yaml', 'ok\n')
  expect(await bench.screen()).toEqual([`${PROMPT} kubectl apply -f a.yaml`, 'ok', `${PROMPT} half a thou`])
})
