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
  for (const fault of faults) {
    if (fault.kind !== 'latency') {
      await spoil(service, call, fault, response)
      return
    }
    await sleep(fault.ms, undefined, { signal: closing })
  }
  send(response, carryOut(service, call))
}

async function spoil(service: Service, call: Call, fault: Fault, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case 'status': {
      const reply = service.errorReply(fault.status, fault.message, call)
      const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
      send(response, { ...reply, headers: { ...reply.headers, ...retryAfter } })
      return
    }
    case 'redirect': {
      send(response, empty(307, { location: fault.to }))
      return
    }
    case 'drop':
      response.destroy()
      return
    case 'hang':
    case 'latency':
      return
    case 'lost-answer':
      carryOut(service, call)
      response.destroy()
      return
    case 'broken-body': {
      const whole = carryOut(service, call).body
      const cut = whole.length > 2 ? whole.slice(0, Math.floor(whole.length / 2)) : '{"cut": ['
      send(response, { ...json(200, null), body: cut })
      return
    }
    case 'wrong-body':
      carryOut(service, call)
      {
        send(response, json(200, fault.body ?? ['not', 'what', 'was', 'promised']))
        return
      }
    case 'huge-body':
      carryOut(service, call)
      {
        await sendHuge(response, fault.bytes)
        return
      }
  }
}

function carryOut(service: Service, call: Call): Reply {
  try {
    return service.handle(call)
  } catch (error) {
    const what = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    return service.errorReply(500, `mistake in the simulator: ${what}`, call)
  }
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers)
  response.end(reply.body)
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
