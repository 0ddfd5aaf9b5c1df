import { PassThrough } from 'node:stream'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { HttpRequest } from '#main/ports/http'
import type { Exchange } from '../http-exchange.ts'
import { answerHeaders, BoundedBody, isRedirect } from '../http-rules.ts'
import { nodeFailure } from './http-errors.ts'

/** What `decoder` can undo, and so what may be asked for. */
export const acceptedEncodings = 'gzip, br'

/** Turns undici's callbacks into an answer or a failure of the exchange; `stop` breaks the connection off. */
export class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange
  readonly #request: HttpRequest
  #controller: Dispatcher.DispatchController | undefined
  #body: Transform | undefined

  constructor(exchange: Exchange, request: HttpRequest) {
    this.#exchange = exchange
    this.#request = request
  }

  stop(): void {
    this.#controller?.abort(new Error('stopped'))
    this.#body?.destroy()
  }

  /** Comes when a connection is there and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#exchange.over) return controller.abort(new Error('stopped'))
    this.#exchange.sent = true
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, raw: Headers): void {
    if (status < 200) return
    if (isRedirect(status, raw)) return this.#exchange.fail('redirected')
    // Where undici knows a proxy for it, it has already reported a 407 as an error: this one is the server's own.
    if (status === 407) return this.#exchange.fail('proxy')
    const body = decoder(raw['content-encoding'])
    if (!body) return this.#exchange.fail('dropped')
    this.#body = body
    const collected = new BoundedBody(this.#request.maxBytes)
    body.on('drain', () => controller.resume())
    body.on('error', () => this.#exchange.fail('dropped'))
    body.on('data', (chunk: Buffer) => {
      if (!collected.add(chunk)) this.#exchange.fail('too-large')
    })
    body.on('end', () =>
      this.#exchange.answer({ status, headers: answerHeaders(raw), ...collected.given(this.#request) }),
    )
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.destroyed === false && !this.#body.write(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#body?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // Through a proxy without a tunnel undici says it like this that the proxy asks for a password.
    const proxyAsks = this.#exchange.sent && 'code' in error && error.code === 'UND_ERR_INVALID_ARG'
    if (proxyAsks) return this.#exchange.fail('proxy', false)
    this.#exchange.fail(nodeFailure(error))
  }
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/** Undefined for an encoding nobody asked for. */
function decoder(encoding: string | string[] | undefined): Transform | undefined {
  switch (String(encoding ?? '').toLowerCase()) {
    case '':
    case 'identity':
      return new PassThrough()
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    default:
      return undefined
  }
}
