import type { Page } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import { pages } from '../kit/paging.ts'
import { pageSize, type GitpodCalls } from './calls.ts'

/** So often a listing starts over because tokens were deleted meanwhile. */
const mostRestarts = 10

/**
 * All tokens of the person, oldest first. Pages are numbered, so a token deleted meanwhile moves another one from a page
 * to come onto one that is read already; a total that shrinks tells, and the listing starts over. A server may give fewer
 * tokens a page than it is asked for: where it tells the total, that many have to come.
 *
 * @throws Failure server-error when it shrinks again and again, broken-body when fewer came than the server counts.
 */
export function listing(calls: Pick<GitpodCalls, 'list'>, signal: AbortSignal): AsyncIterable<Page> {
  let page = 0
  let seen = 0
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
      seen = 0
      return { tokens, total, next: step + 1 }
    }
    seen += tokens.length
    if (tokens.length === 0 && seen < (total ?? 0)) throw new Failure('broken-body', { code: 'paging' })
    const isLast = tokens.length === 0 || (total === undefined ? tokens.length < pageSize : seen >= total)
    return { tokens, total, next: isLast ? undefined : step + 1 }
  })
}
