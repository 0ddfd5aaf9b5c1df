import type { Handlers, Serving } from '../serving.ts'
import { answerOwnCredential } from '../accounts/own-credential.ts'
import { annotateToken, copyText } from './annotate.ts'
import { createToken } from './create.ts'
import { exportList, exportSecrets } from './export.ts'
import { formOptions } from './form-options.ts'
import { createGuided } from './guided-create.ts'
import { openGuide } from './guided-open.ts'
import { regenerateGuided } from './guided-regenerate.ts'
import { revokeGuided } from './guided-revoke.ts'
import { openLink } from './open-link.ts'
import { addOther, editOther, removeOther } from './other-tokens.ts'
import { regenerateToken } from './regenerate.ts'
import { revokeToken } from './revoke.ts'
import { updateToken } from './update.ts'

/** Channels of single tokens. */
export function tokenHandlers({ job, open, silent }: Serving) {
  return {
    'token.annotate': open(silent(annotateToken)),
    'token.copyText': open(silent(copyText)),
    'link.open': open(silent(openLink)),
    'token.formOptions': job(formOptions),
    'token.create': job(createToken),
    'guided.open': open(silent(openGuide)),
    'guided.create': job(createGuided),
    'guided.regenerate': job(regenerateGuided),
    'guided.revoke': job(revokeGuided),
    'token.update': job(silent(updateToken)),
    'token.regenerate': job(regenerateToken),
    'token.revoke': job(revokeToken),
    'token.ownCredential': open(silent(answerOwnCredential)),
    'other.add': open(addOther),
    'other.edit': open(silent(editOther)),
    'other.remove': open(silent(removeOther)),
    'export.list': open(exportList),
    'export.secrets': job(exportSecrets),
  } satisfies Partial<Handlers>
}
