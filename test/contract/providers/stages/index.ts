import { githubEmpty, githubStage } from './github.ts'
import { gitlabEmpty, gitlabStage } from './gitlab.ts'
import { gitpodEmpty, gitpodStage } from './gitpod.ts'
import { grafbaseEmpty, grafbaseStage } from './grafbase.ts'
import { linodeEmpty, linodeStage } from './linode.ts'
import { vercelEmpty, vercelStage } from './vercel.ts'
import { moderneEmpty, moderneStage } from './moderne.ts'
import { npmEmpty, npmStage } from './npm.ts'
import { oauthEmpty, oauthStage } from './oauth.ts'
import { onaEmpty, onaStage } from './ona.ts'
import { pulumiEmpty, pulumiStage } from './pulumi.ts'
import { rudderStackEmpty, rudderStackStage } from './rudderstack.ts'
import type { EmptyStage, Stage } from './stage.ts'

/** A stage for every provider in the list, by its id. A provider without one fails the suite. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  pulumi: pulumiStage,
  gitpod: gitpodStage,
  ona: onaStage,
  grafbase: grafbaseStage,
  moderne: moderneStage,
  gitlab: gitlabStage,
  github: githubStage,
  linode: linodeStage,
  vercel: vercelStage,
  npm: npmStage,
  oauth: oauthStage,
  rudderstack: rudderStackStage,
}

/** The same without tokens, for what has to know every one. */
export const emptyStages: Readonly<Record<string, () => Promise<EmptyStage>>> = {
  pulumi: pulumiEmpty,
  gitpod: gitpodEmpty,
  ona: onaEmpty,
  grafbase: grafbaseEmpty,
  moderne: moderneEmpty,
  gitlab: gitlabEmpty,
  github: githubEmpty,
  linode: linodeEmpty,
  vercel: vercelEmpty,
  npm: npmEmpty,
  oauth: oauthEmpty,
  rudderstack: rudderStackEmpty,
}

/** Services that list everything at once, with no pages that could go wrong. There is none in the list so far. */
export const listsAtOnce: ReadonlySet<string> = new Set<string>()
