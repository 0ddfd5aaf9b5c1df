import { expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from '#main/ports/http'
import { withAtOnce } from '#main/providers/kit/at-once'

const answer: HttpResponse = { status: 200, headers: {}, body: '' }

function request(host: string, signal?: AbortSignal): HttpRequest {
  const limits = { timeoutMs: 1, maxBytes: 1 }
  return { method: 'GET', url: `https://${host}/things`, headers: {}, ...limits, ...(signal && { signal }) }
}

/** A network whose answers come when the test says so. */
function slowNetwork() {
  const waiting: { readonly host: string; readonly answer: () => void; readonly fail: () => void }[] = []
  const sent: string[] = []
  return {
    waiting,
    sent,
    send({ url }: HttpRequest): Promise<HttpResponse> {
      const { host } = new URL(url)
      sent.push(host)
      return new Promise((resolve, reject) => {
        waiting.push({ host, answer: () => resolve(answer), fail: () => reject(new Error('lost')) })
      })
    },
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('sends so many calls to an origin at once, and the next when one has ended, well or not', async () => {
  const network = slowNetwork()
  const http = withAtOnce(network, 2)
  const calls = Array.from({ length: 5 }, () => http.send(request('a.example')).catch(() => 'failed'))
  await turn()
  expect(network.sent).toHaveLength(2)
  network.waiting[0]!.answer()
  await turn()
  expect(network.sent).toHaveLength(3)
  network.waiting[1]!.fail()
  await turn()
  expect(network.sent).toHaveLength(4)
  for (let at = 2; at < 5; at += 1) {
    network.waiting[at]!.answer()
    await turn()
  }
  expect(await Promise.all(calls)).toEqual([answer, 'failed', answer, answer, answer])
})

it('lets no origin wait for another one', async () => {
  const network = slowNetwork()
  const http = withAtOnce(network, 1)
  const calls = ['a.example', 'b.example', 'a.example', 'a.example:8443'].map((host) => http.send(request(host)))
  await turn()
  expect(network.sent).toEqual(['a.example', 'b.example', 'a.example:8443'])
  for (const one of network.waiting) one.answer()
  await turn()
  network.waiting[3]!.answer()
  expect(await Promise.all(calls)).toHaveLength(4)
})

it('does not send what was cancelled in line', async () => {
  const network = slowNetwork()
  const http = withAtOnce(network, 1)
  const first = http.send(request('a.example'))
  const cancel = new AbortController()
  const second = http.send(request('a.example', cancel.signal))
  cancel.abort()
  await turn()
  network.waiting[0]!.answer()
  await expect(second).rejects.toMatchObject({ why: 'cancelled', sent: false })
  await first
  expect(network.sent).toEqual(['a.example'])
})
