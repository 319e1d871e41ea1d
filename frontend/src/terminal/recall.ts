/** The commands entered so far: walking up and down, and searching back. */
export class Recall {
  readonly commands: string[] = []
  private index = 0
  private unfinished = ''

  add(command: string): void {
    if (command.trim() !== '' && this.commands.at(-1) !== command) this.commands.push(command)
    this.index = this.commands.length
  }

  /** The command before, keeping what was being typed; undefined at the oldest. */
  up(current: string): string | undefined {
    if (this.index === 0) return undefined
    if (this.index === this.commands.length) this.unfinished = current
    return this.commands[--this.index]
  }

  /** The command after, at the end what was being typed; undefined below that. */
  down(): string | undefined {
    if (this.index >= this.commands.length) return undefined
    this.index++
    return this.index === this.commands.length ? this.unfinished : this.commands[this.index]
  }

  /** The last word of the command entered that many commands ago, 1 being the newest; undefined beyond the oldest. */
  lastArgument(ago: number): string | undefined {
    return this.commands[this.commands.length - ago]?.trim().split(/\s+/).at(-1)
  }

  /** Position of the newest command that contains the text, at or before `from`; -1 without one. */
  search(part: string, from = this.commands.length - 1): number {
    for (let i = Math.min(from, this.commands.length - 1); i >= 0; i--) if (this.commands[i]?.includes(part)) return i
    return -1
  }
}
