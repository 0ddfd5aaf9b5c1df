import { HttpFailure } from '#main/ports/http'
import type { HttpRequest, HttpResponse } from '#main/ports/http'

/** One exchange under way. The first of `answer` and `fail` counts, whatever comes later is ignored. */
export interface Exchange {
  /** Whether the request may have reached the server by now. */
  sent: boolean
  readonly over: boolean
  answer(response: HttpResponse): void
  /** `sent` is the exchange's own unless it is known better. */
  fail(why: HttpFailure['why'], sent?: boolean): void
}

/**
 * Runs one exchange under the request's time limit and its signal. `start` begins it and gives what stops it; that is
 * called once, however the exchange ended.
 * @throws HttpFailure
 */
export function runExchange(request: HttpRequest, start: (exchange: Exchange) => () => void): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | undefined
    let over = false

    const finish = (settle: () => void): void => {
      if (over) return
      over = true
      clearTimeout(limit)
      request.signal?.removeEventListener('abort', cancel)
      stop?.()
      settle()
    }
    const exchange: Exchange = {
      sent: false,
      get over() {
        return over
      },
      answer: (response) => finish(() => resolve(response)),
      fail: (why, sent = exchange.sent) => finish(() => reject(new HttpFailure(why, sent))),
    }
    const cancel = (): void => exchange.fail('cancelled')
    const limit = setTimeout(() => exchange.fail('timeout'), request.timeoutMs)

    if (request.signal?.aborted) return cancel()
    request.signal?.addEventListener('abort', cancel)
    const stopper = start(exchange)
    // It may have ended while it was being started.
    if (exchange.over) stopper()
    else stop = stopper
  })
}
