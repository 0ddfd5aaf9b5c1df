import type { Page } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import { pages } from '../kit/paging.ts'
import { pageSize, type GitpodCalls } from './calls.ts'

/** So often a listing starts over because tokens were deleted meanwhile. */
const mostRestarts = 10

/**
 * All tokens of the person, oldest first. Pages are numbered, so a token deleted meanwhile moves another one from a page
 * to come onto one that is read already; a total that shrinks tells, and the listing starts over.
 *
 * @throws Failure server-error when it shrinks again and again.
 */
export function listing(calls: GitpodCalls, signal: AbortSignal): AsyncIterable<Page> {
  let page = 0
  let restarts = 0
  let known: number | undefined
  return pages<number>(0, async (step) => {
    page += 1
    const { tokens, total } = await calls.list(page, signal)
    const shrank = page > 1 && known !== undefined && (total ?? 0) < known
    known = total
    if (shrank) {
      restarts += 1
      if (restarts > mostRestarts) throw new Failure('server-error', { code: 'moving-list' })
      page = 0
    }
    const isLast = !shrank && (tokens.length < pageSize || (total !== undefined && page * pageSize >= total))
    return { tokens, total, next: isLast ? undefined : step + 1 }
  })
}
