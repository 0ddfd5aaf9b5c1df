import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './call.ts'
import type { Fault } from './faults.ts'
import { empty, json, type Reply } from './reply.ts'

/** What a provider's simulator brings: its true answers, and the shape of its errors. */
export interface Service {
  /** Carries a request out and says what the real service would. */
  handle(call: Call): Reply
  /** The provider's own error body for a status. */
  errorReply(status: number, message: string | undefined, call: Call): Reply
}

/** Answers one request, with the faults it meets. `closing` ends a latency early and leaves the request unanswered. */
export async function respond(
  service: Service,
  call: Call,
  faults: readonly Fault[],
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  let outcome: Outcome | undefined
  for (const fault of faults) {
    if (fault.kind === 'latency') await sleep(fault.ms, undefined, { signal: closing })
    else outcome = spoil(service, call, fault)
  }
  outcome ??= carryOut(service, call)
  if (outcome === 'cut off') response.destroy()
  else if (outcome !== 'silence') await send(response, outcome, closing)
}

/** An answer in one piece, a long one, or a true one that trickles. */
type Answer = Reply | { readonly hugeBytes: number } | { readonly slow: Reply; readonly everyMs: number }

/** What a client sees: an answer, a destroyed socket, or nothing at all. */
type Outcome = Answer | 'cut off' | 'silence'

function spoil(service: Service, call: Call, fault: Exclude<Fault, { kind: 'latency' }>): Outcome {
  switch (fault.kind) {
    case 'status': {
      const reply = service.errorReply(fault.status, fault.message, call)
      const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
      return { ...reply, headers: { ...reply.headers, ...retryAfter } }
    }
    case 'redirect':
      return empty(307, { location: fault.to })
    case 'drop':
      return 'cut off'
    case 'hang':
      return 'silence'
    case 'lost-answer':
      carryOut(service, call)
      return 'cut off'
    case 'broken-body': {
      const whole = carryOut(service, call).body
      return { ...json(200, null), body: whole.length > 2 ? firstHalf(whole) : '{"cut": [' }
    }
    case 'wrong-body':
      carryOut(service, call)
      return json(200, fault.body ?? ['not', 'what', 'was', 'promised'])
    case 'huge-body':
      carryOut(service, call)
      return { hugeBytes: fault.bytes }
    case 'slow-body':
      return { slow: carryOut(service, call), everyMs: fault.everyMs }
  }
}

function firstHalf(whole: string | Buffer): string | Buffer {
  const middle = Math.floor(whole.length / 2)
  return typeof whole === 'string' ? whole.slice(0, middle) : whole.subarray(0, middle)
}

function carryOut(service: Service, call: Call): Reply {
  try {
    return service.handle(call)
  } catch (error) {
    const what = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    return service.errorReply(500, `mistake in the simulator: ${what}`, call)
  }
}

async function send(response: ServerResponse, answer: Answer, closing: AbortSignal): Promise<void> {
  if ('hugeBytes' in answer) {
    await sendHuge(response, answer.hugeBytes)
    return
  }
  if ('slow' in answer) {
    await sendSlowly(response, answer.slow, answer.everyMs, closing)
    return
  }
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** Ends early when the client goes away or the simulator closes. */
async function sendSlowly(
  response: ServerResponse,
  reply: Reply,
  everyMs: number,
  closing: AbortSignal,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
  })
  const signal = AbortSignal.any([gone.signal, closing])
  response.writeHead(reply.status, reply.headers)
  response.flushHeaders()
  for (const byte of Buffer.from(reply.body)) {
    await sleep(everyMs, undefined, { signal })
    response.write(Buffer.of(byte))
  }
  response.end()
}

/** In pieces and only as fast as they are taken, so that the simulator holds none of it. */
async function sendHuge(response: ServerResponse, bytes: number): Promise<void> {
  const piece = 'a'.repeat(64 * 1024)
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
  })
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"padding":"')
  for (let left = bytes; left > 0 && !gone.signal.aborted; left -= piece.length) {
    if (response.write(left < piece.length ? piece.slice(0, left) : piece)) continue
    await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
  response.end('"}')
}
