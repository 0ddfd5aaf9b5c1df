import type { ProviderSession, StepUp } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import { githubSession } from '#main/providers/github/session'
import { gitlabSession } from '#main/providers/gitlab/session'
import { gitpodSession } from '#main/providers/gitpod/session'
import { grafbaseSession } from '#main/providers/grafbase/session'
import { linodeSession } from '#main/providers/linode/session'
import { vercelSession } from '#main/providers/vercel/session'
import { moderneSession } from '#main/providers/moderne/session'
import { npmSession } from '#main/providers/npm/session'
import { oauthSession } from '#main/providers/oauth/session'
import { onaSession } from '#main/providers/ona/session'
import { pulumiSession } from '#main/providers/pulumi/session'
import { rudderStackSession } from '#main/providers/rudderstack/session'
import type { ClientPorts } from '#main/providers/kit/client'

type MakeSession = (ports: ClientPorts, origin: string, credential: Secret, stepUp?: StepUp) => ProviderSession

/** What each provider's `connect` loads and makes, for tests that need it at once. `records.test.ts` compares the two. */
export const sessions: Readonly<Record<string, MakeSession>> = {
  github: githubSession,
  gitlab: gitlabSession,
  gitpod: gitpodSession,
  grafbase: grafbaseSession,
  linode: linodeSession,
  vercel: vercelSession,
  moderne: moderneSession,
  npm: npmSession,
  oauth: oauthSession,
  ona: onaSession,
  pulumi: pulumiSession,
  rudderstack: rudderStackSession,
}
