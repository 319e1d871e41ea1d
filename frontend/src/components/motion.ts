/** Milliseconds of an animation, none for people who want no motion. */
export function motion(millis: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : millis
}
