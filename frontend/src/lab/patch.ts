import type { Json, JsonObject } from '../messages'

/**
 * Applies a JSON merge patch (RFC 7386) and returns the new value; the old one is never touched.
 * Parts that the patch does not name are shared between both values.
 */
export function merge(before: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const after: JsonObject = isObject(before) ? { ...before } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete after[name]
    else after[name] = merge(after[name], value)
  }
  return after
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path, or undefined where the path ends early. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let here = value
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step]
    else if (isObject(here) && typeof step === 'string') here = here[step]
    else return undefined
  }
  return here
}

export function text(value: Json | undefined, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : undefined
}

export function number(value: Json | undefined, ...path: (string | number)[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : undefined
}

export function list(value: Json | undefined, ...path: (string | number)[]): Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}
