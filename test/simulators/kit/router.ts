/** What a pattern's `:name` parts stood for in a path. */
export class PathParameters {
  readonly #values: ReadonlyMap<string, string>

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values
  }

  /** @throws if the pattern has no such part: a mistake in the simulator. */
  get(name: string): string {
    const value = this.#values.get(name)
    if (value === undefined) throw new Error(`the route has no parameter ${name}`)
    return value
  }
}

/** A method and a pattern such as `/api/orgs/:org/tokens`, and what answers there. */
export interface Route<Handler> {
  readonly method: string
  readonly pattern: string
  readonly handler: Handler
}

/** The first route for a method and path, with its parameters decoded; `undefined` if there is none. */
export function findRoute<Handler>(
  routes: readonly Route<Handler>[],
  method: string,
  pathname: string,
): { readonly handler: Handler; readonly parameters: PathParameters } | undefined {
  const segments = pathname.split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const values = matchSegments(route.pattern.split('/'), segments)
    if (values) return { handler: route.handler, parameters: new PathParameters(values) }
  }
  return undefined
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const values = new Map<string, string>()
  for (const [at, expected] of pattern.entries()) {
    const segment = segments[at] ?? ''
    if (!expected.startsWith(':')) {
      if (expected !== segment) return undefined
      continue
    }
    const value = decoded(segment)
    if (!value) return undefined
    values.set(expected.slice(1), value)
  }
  return values
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
