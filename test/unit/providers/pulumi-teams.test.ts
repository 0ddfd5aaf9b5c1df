import { expect, it } from 'vitest'
import type { HttpRequest } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { pulumiSession } from '#main/providers/pulumi/session'
import { FakeClock } from '#test/support/fake-clock'

it('asks for no more teams when it knows more than anybody has', async () => {
  const organizations = Array.from({ length: 200 }, (_, at) => ({ githubLogin: `org-${at}` }))
  const teams = Array.from({ length: 1000 }, (_, at) => ({ name: `team-${at}` }))
  const asked: string[] = []
  const send = (request: HttpRequest) => {
    const body = request.url.endsWith('/teams') ? { teams } : { githubLogin: 'ada', organizations }
    asked.push(request.url)
    return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(body) })
  }
  const session = pulumiSession({ http: { send }, clock: new FakeClock() }, 'https://api.example.com', new Secret('s'))
  const identity = await session.identify(new AbortController().signal)
  expect(identity.teams).toHaveLength(10_000)
  // Four are asked at a time.
  expect(asked.filter((url) => url.endsWith('/teams')).length).toBeLessThan(20)
})
