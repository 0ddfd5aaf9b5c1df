import { describe, expect, it } from 'vitest'
import type { Answer } from './client.ts'
import { GithubFixture, message } from './github-fixture.ts'

const PATH = '/credentials/revoke'

const service = new GithubFixture()

function revoke(...credentials: unknown[]): Promise<Answer> {
  return service.call(undefined, 'POST', PATH, { credentials })
}

describe('revoking by value', () => {
  it('ends the tokens, whoever sends them, and tells their owner', async () => {
    const answer = await revoke(service.classic.value, service.fine.value)
    expect([answer.status, answer.body]).toEqual([202, {}])
    expect([await service.works(service.classic), await service.works(service.fine)]).toEqual([false, false])
    expect(service.state.notified).toEqual([service.ada, service.ada])
  })

  it('is accepted first and done later', async () => {
    service.state.revocationDelay = 2000
    await revoke(service.classic.value)
    expect(await service.works(service.classic)).toBe(true)
    service.clock += 2000
    expect(await service.works(service.classic)).toBe(false)
  })

  it('is refused with a credential, good or bad, and does nothing then', async () => {
    const body = { credentials: [service.classic.value] }
    expect((await service.call(service.fine, 'POST', PATH, body)).status).toBe(403)
    const headers = { authorization: 'Bearer nonsense' }
    const bad = await fetch(service.origin + PATH, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(bad.status).toBe(403)
    expect(await service.works(service.classic)).toBe(true)
  })

  it('says the same of a token that never was, and knows an app’s installation as none of its kinds', async () => {
    const app = service.state.addInstallationToken(service.acme, 'read')
    expect((await revoke('ghp_EXAMPLE', app.value)).status).toBe(202)
    expect((await service.call(app, 'GET', '/installation/repositories')).status).toBe(200)
    const oauth = service.state.addToken(service.ada, { kind: 'oauth', name: 'cli' })
    await revoke(oauth.value, oauth.value)
    expect(await service.works(oauth)).toBe(false)
    expect(service.state.notified).toHaveLength(1)
  })

  it('refuses a body that is no list of one to a thousand texts', async () => {
    for (const body of [{}, { credentials: service.classic.value }, { credentials: [] }, { credentials: [1] }, []]) {
      expect((await service.call(undefined, 'POST', PATH, body)).status).toBe(422)
    }
    expect((await revoke(...Array.from({ length: 1001 }, () => 'ghp_EXAMPLE'))).status).toBe(422)
    expect((await revoke(...Array.from({ length: 1000 }, () => 'ghp_EXAMPLE'))).status).toBe(202)
    expect(message(await service.call(undefined, 'POST', PATH, 'ghp_EXAMPLE'))).toEqual([400, 'Problems parsing JSON'])
  })

  it('is possible sixty times an hour', async () => {
    for (let at = 0; at < 60; at += 1) expect((await revoke('ghp_EXAMPLE')).status).toBe(202)
    const over = await revoke(service.classic.value)
    expect([over.status, over.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    expect(await service.works(service.classic)).toBe(true)
  })
})

describe('on Enterprise Server', () => {
  const server = new GithubFixture({ enterpriseServer: true })
  const root = '/api/v3'

  it('needs a credential, and takes the two kinds of personal tokens', async () => {
    const oauth = server.state.addToken(server.ada, { kind: 'oauth', name: 'cli' })
    const body = { credentials: [server.classic.value, oauth.value] }
    expect(message(await server.call(undefined, 'POST', root + PATH, body))).toEqual([401, 'Requires authentication'])
    expect((await server.call(server.fine, 'POST', root + PATH, body)).status).toBe(202)
    expect([await server.works(server.classic), await server.works(oauth)]).toEqual([false, true])
  })

  it('lives below /api/v3, without limits', async () => {
    const answer = await server.call(server.classic, 'GET', `${root}/user`)
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([200, null])
    expect((await server.call(server.classic, 'GET', '/user')).status).toBe(404)
    const limits = await server.call(server.classic, 'GET', `${root}/rate_limit`)
    expect(message(limits)).toEqual([404, 'Rate limiting is not enabled.'])
  })
})
