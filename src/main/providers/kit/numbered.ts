import type { IssuedToken, Page } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import { pages } from './paging.ts'

/** So often a listing starts over because tokens were deleted meanwhile. */
const mostRestarts = 10

/** A numbered page as the provider gave it. */
export interface NumberedPage {
  readonly tokens: readonly IssuedToken[]
  /** How many rows it had, where not every one is a token to be shown. */
  readonly rows?: number
  /** How many rows the whole listing has, where the provider tells. */
  readonly total?: number | undefined
}

/**
 * All pages of a listing whose pages are numbered from 1. A token deleted meanwhile moves another one from a page to come
 * onto one that is read already; a total that shrinks tells, and the listing starts over. A server may give fewer rows a
 * page than it is asked for: where it tells the total, that many have to come.
 *
 * @throws Failure server-error when it shrinks again and again, broken-body when fewer came than the server counts.
 */
export function numberedPages(pageSize: number, fetch: (page: number) => Promise<NumberedPage>): AsyncIterable<Page> {
  let page = 0
  let seen = 0
  let restarts = 0
  let known: number | undefined
  return pages<number>(0, async (step) => {
    page += 1
    const { tokens, total, rows = tokens.length } = await fetch(page)
    const shrank = page > 1 && known !== undefined && (total ?? 0) < known
    known = total
    if (shrank) {
      restarts += 1
      if (restarts > mostRestarts) throw new Failure('server-error', { code: 'moving-list' })
      page = 0
      seen = 0
      return { tokens, total, next: step + 1 }
    }
    seen += rows
    if (rows === 0 && seen < (total ?? 0)) throw new Failure('broken-body', { code: 'paging' })
    const isLast = rows === 0 || (total === undefined ? rows < pageSize : seen >= total)
    return { tokens, total, next: isLast ? undefined : step + 1 }
  })
}
