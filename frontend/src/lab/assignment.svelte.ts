import type { CheckResult, Exercise, ExerciseLine, JsonObject } from '../wire'

/** Asks the REST twin of the stream, below the session's address: with a body a POST, otherwise a GET. Undefined if it was refused. */
export type Ask = <T>(path: string, body?: JsonObject) => Promise<T | undefined>

/** What the page asks about exercises outside the stream: which there are, what would come of the work. */
export class Assignment {
  /** All exercises with how far the person has come; empty until somebody asked. */
  exercises = $state.raw<readonly ExerciseLine[]>([])
  /** What the last "Check my work" found. */
  checked = $state.raw<CheckResult | undefined>()
  /** Something takes a moment: a check, another exercise. */
  busy = $state(false)

  constructor(private readonly ask: Ask) {}

  /** The session's exercise in its language. */
  read(): Promise<Exercise | undefined> {
    return this.ask<Exercise>('/exercise')
  }

  async loadExercises(): Promise<void> {
    this.exercises = (await this.ask<ExerciseLine[]>('/exercises')) ?? this.exercises
  }

  /** Begins an exercise in a new cluster, at a step of it if one is given; the page follows when the log says so. */
  async begin(exercise: string, step?: string): Promise<void> {
    await this.during(() => this.ask('/exercise', step ? { exercise, step } : { exercise }))
  }

  /** Asks what would come of the work. */
  async check(): Promise<void> {
    await this.during(async () => (this.checked = (await this.ask<CheckResult>('/check', {})) ?? this.checked))
  }

  /** Goes on from where an item was met, in a lab of its own; this one stays as it is. The address of that lab. */
  async branch(item: string): Promise<string | undefined> {
    let url: string | undefined
    await this.during(async () => (url = (await this.ask<{ url: string }>('/branches', { item }))?.url))
    return url
  }

  private async during(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      await work()
    } finally {
      this.busy = false
    }
  }
}
