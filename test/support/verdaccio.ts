import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runServer } from 'verdaccio'

/** A registry that somebody else wrote, on this computer, with nothing in it. */
export interface Verdaccio {
  readonly origin: string
  /** Where the registry is: the origin, with the path that it is below where it was started so. */
  readonly address: string
  /** The path of every request that came, as it was sent. */
  readonly paths: readonly string[]
  /** Signs a new person up and gives the session's token. */
  signUp(login: string, password: string): Promise<string>
  /** Issues a token without Keyrack. */
  issue(session: string, body: object): Promise<{ readonly value: string }>
  /** The rows of the list that verdaccio gives of somebody's tokens. */
  listed(session: string): Promise<readonly { readonly key: string }[]>
  /** The status of the answer when somebody asks with this token. */
  statusOf(value: string, path: string): Promise<number>
  /** Stops it and deletes its folder. */
  close(): Promise<void>
}

/**
 * Starts the registry on a free port of 127.0.0.1, with no registry behind it, in a new folder of its own. `prefix` is the
 * path that it is below, such as `/npm`: verdaccio is told it as its `url_prefix`, and a server in front takes it off and
 * knows nothing beside it, as verdaccio wants that of a reverse proxy.
 */
export async function startVerdaccio(prefix = ''): Promise<Verdaccio> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-verdaccio-'))
  const registry = (await runServer({
    ...(prefix === '' ? {} : { url_prefix: `${prefix}/` }),
    storage: join(folder, 'storage'),
    self_path: folder,
    configPath: join(folder, 'config.yaml'),
    // The fewest rounds there are: what a password hash costs is not what is tested.
    auth: { htpasswd: { file: join(folder, 'htpasswd'), algorithm: 'bcrypt', rounds: 1 } },
    uplinks: {},
    packages: { '**': { access: '$all' } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    userRateLimit: { windowMs: 1000, max: 10_000 },
  })) as Server
  const paths: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    paths.push(path)
    if (!path.startsWith(`${prefix}/`)) return response.writeHead(404).end()
    request.url = path.slice(prefix.length)
    return registry.emit('request', request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const address = origin + prefix
  const request = (path: string, method: string, value?: string, body?: object): Promise<Response> =>
    fetch(address + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(value === undefined ? {} : { authorization: `Bearer ${value}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    origin,
    address,
    paths,
    async signUp(login, password) {
      const answer = await request(`/-/user/org.couchdb.user:${login}`, 'PUT', undefined, { name: login, password })
      if (answer.status !== 201) throw new Error(`verdaccio took no new person: ${answer.status}`)
      return ((await answer.json()) as { token: string }).token
    },
    async issue(session, body) {
      const answer = await request('/-/npm/v1/tokens', 'POST', session, body)
      return { value: ((await answer.json()) as { token: string }).token }
    },
    async listed(session) {
      const answer = await request('/-/npm/v1/tokens', 'GET', session)
      return ((await answer.json()) as { objects: { key: string }[] }).objects
    },
    async statusOf(value, path) {
      const answer = await request(path, 'GET', value)
      await answer.text()
      return answer.status
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
