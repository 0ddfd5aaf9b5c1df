import type { Call } from '#test/simulators/kit/call'
import { invalid } from './errors.ts'
import type { Parameters } from './parameters.ts'
import type { GitlabState } from './state.ts'

const DEFAULT_SIZE = 20
const LARGEST_SIZE = 100
/** Above this many rows GitLab does not count them. */
const MOST_COUNTED = 10_000

/** One page of a list, and the headers that tell of the others. */
export interface PageOf<T> {
  readonly rows: T[]
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Cuts a page out of a list by `page` and `per_page` (20 by default, 100 at most, more is quietly cut to that). The links
 * name the address the instance believes it has (gitlabhq/gitlabhq, lib/gitlab/pagination/offset_header_builder.rb).
 *
 * @throws Refusal 400 for a page or a size below 1.
 */
export function paginate<T>(state: GitlabState, call: Call, parameters: Parameters, list: readonly T[]): PageOf<T> {
  const page = parameters.integer('page') ?? 1
  const asked = parameters.integer('per_page') ?? DEFAULT_SIZE
  parameters.check()
  if (page < 1) throw invalid('page does not have a valid value')
  if (asked === 0) throw invalid('per_page has a value not allowed')
  if (asked < 0) throw invalid('per_page does not have a valid value')
  const size = Math.min(asked, LARGEST_SIZE)
  const last = Math.max(1, Math.ceil(list.length / size))
  const next = page < last ? page + 1 : undefined
  const previous = page > 1 && page <= last + 1 ? page - 1 : undefined
  const isCounted = list.length <= MOST_COUNTED

  const link = (to: number, rel: string): string => `<${addressOf(state, call, to, asked)}>; rel="${rel}"`
  const links = [
    ...(previous === undefined ? [] : [link(previous, 'prev')]),
    ...(next === undefined ? [] : [link(next, 'next')]),
    link(1, 'first'),
    ...(isCounted ? [link(last, 'last')] : []),
  ]
  return {
    rows: list.slice((page - 1) * size, page * size),
    headers: {
      'x-per-page': String(size),
      'x-page': String(page),
      'x-next-page': String(next ?? ''),
      'x-prev-page': String(previous ?? ''),
      link: links.join(', '),
      ...(isCounted ? { 'x-total': String(list.length), 'x-total-pages': String(last) } : {}),
    },
  }
}

function addressOf(state: GitlabState, call: Call, page: number, size: number): string {
  const query = new URLSearchParams(call.query)
  query.set('page', String(page))
  query.set('per_page', String(size))
  return `${state.originOf(call)}${call.pathname}?${query.toString()}`
}
