import { githubStage } from './github.ts'
import { gitlabStage } from './gitlab.ts'
import { gitpodStage } from './gitpod.ts'
import { grafbaseStage } from './grafbase.ts'
import { moderneStage } from './moderne.ts'
import { npmStage } from './npm.ts'
import { oauthStage } from './oauth.ts'
import { onaStage } from './ona.ts'
import { pulumiStage } from './pulumi.ts'
import { rudderStackStage } from './rudderstack.ts'
import type { Stage } from './stage.ts'

/** A stage for every provider in the list, by its id. A provider without one fails the suite. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  pulumi: pulumiStage,
  gitpod: gitpodStage,
  ona: onaStage,
  grafbase: grafbaseStage,
  moderne: moderneStage,
  gitlab: gitlabStage,
  github: githubStage,
  npm: npmStage,
  oauth: oauthStage,
  rudderstack: rudderStackStage,
}
