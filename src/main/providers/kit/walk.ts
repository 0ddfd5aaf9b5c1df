import { Failure } from '#main/ports/failure'

/** No list that ends has so many pages. */
const mostPages = 10_000

/** One page of things that are no tokens, and where the next one is. */
export interface Fetched<T> {
  readonly things: readonly T[]
  /** Undefined on the last page. */
  readonly next: string | undefined
}

/**
 * Pages to the end of a list of people or connectors. `first` stands for the first page.
 *
 * @throws Failure broken-body when the provider leads in a circle or never comes to an end.
 */
export async function* walk<T>(
  first: string,
  fetch: (cursor: string) => Promise<Fetched<T>>,
): AsyncIterable<readonly T[]> {
  const visited = new Set<string>()
  for (let cursor: string | undefined = first; cursor !== undefined;) {
    if (visited.has(cursor) || visited.size >= mostPages) throw new Failure('broken-body', { code: 'paging' })
    visited.add(cursor)
    const page: Fetched<T> = await fetch(cursor)
    yield page.things
    cursor = page.next
  }
}

/**
 * Everything of such a list.
 *
 * @throws Failure too-large for more than `most`: half of a list would say of the others that they are not there.
 */
export async function collected<T>(
  first: string,
  most: number,
  fetch: (cursor: string) => Promise<Fetched<T>>,
): Promise<readonly T[]> {
  const all: T[] = []
  for await (const things of walk(first, fetch)) {
    all.push(...things)
    if (all.length > most) throw new Failure('too-large', { limit: most })
  }
  return all
}
