import type { Page } from '#main/ports/provider'
import { numberedPages } from '../kit/numbered.ts'
import { pageSize, type GitpodCalls } from './calls.ts'

/** All tokens of the person, oldest first. */
export function listing(calls: Pick<GitpodCalls, 'list'>, signal: AbortSignal): AsyncIterable<Page> {
  return numberedPages(pageSize, (page) => calls.list(page, signal))
}
