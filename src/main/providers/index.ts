import type { Provider } from '#main/ports/provider'
import { github } from './github/index.ts'
import { gitlab } from './gitlab/index.ts'
import { gitpod } from './gitpod/index.ts'
import { withAtOnce } from './kit/at-once.ts'
import { grafbase } from './grafbase/index.ts'
import type { ClientPorts } from './kit/client.ts'
import { linode } from './linode/index.ts'
import { vercel } from './vercel/index.ts'
import { moderne } from './moderne/index.ts'
import { npm } from './npm/index.ts'
import { oauth } from './oauth/index.ts'
import { ona } from './ona/index.ts'
import { pulumi } from './pulumi/index.ts'
import { rudderstack } from './rudderstack/index.ts'

export { otherRecord } from './other.ts'

/** Every provider, in the order in which they are offered. A new one is one line here. */
const list: readonly ((ports: ClientPorts) => Provider)[] = [
  pulumi,
  gitpod,
  ona,
  grafbase,
  moderne,
  rudderstack,
  gitlab,
  github,
  linode,
  vercel,
  npm,
  oauth,
]

/** The providers over the given ports; together they send few calls at once to an origin. */
export function createProviders({ http, clock }: ClientPorts): readonly Provider[] {
  const ports = { http: withAtOnce(http), clock }
  return list.map((provider) => provider(ports))
}
