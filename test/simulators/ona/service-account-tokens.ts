import { omitEmpty } from '#test/simulators/kit/proto-json'
import { noteDeed } from './audit.ts'
import type { Caller } from './credentials.ts'
import { denied, notFound } from './errors.ts'
import type { MethodInput, ServiceMethods } from './method.ts'
import type { OnaServiceAccount, OnaToken } from './model.ts'
import { paginate, readId, readValidFor } from './rules.ts'
import { serviceAccountTokenView } from './views.ts'

const EIGHTY_YEARS = 2_524_608_000
const SUBJECT_TYPE = 'RESOURCE_TYPE_SERVICE_ACCOUNT_TOKEN'

/**
 * The methods on the tokens of a service account. They name no account: it is the one the caller acts as, and only a person's
 * bearer for it will do. A personal token names none, and the account's own tokens may not manage tokens (Ona's Terraform
 * provider says so of them).
 */
export const serviceAccountTokenMethods: ServiceMethods = {
  /** The end is capped to the account's own; a token that shall never end reaches to 2099. */
  CreateServiceAccountToken({ state, caller, message }) {
    const validFor = readValidFor(message, EIGHTY_YEARS)
    const { serviceAccount, by } = requireImpersonation(caller)
    const token = state.addToken(
      { serviceAccount },
      {
        description: message.text('description'),
        expiresAt: Math.min(state.now() + validFor, serviceAccount.validUntil),
        creator: { id: by.id, principal: 'PRINCIPAL_USER' },
      },
    )
    noteDeed(state, caller, { action: 'create', subjectId: token.id, subjectType: SUBJECT_TYPE })
    return { token: token.value, serviceAccountToken: serviceAccountTokenView(token, serviceAccount) }
  },

  ListServiceAccountTokens({ state, caller, message }) {
    const { serviceAccount } = requireImpersonation(caller)
    const list = [...state.tokens.values()].filter((token) => isOf(token, serviceAccount))
    const page = paginate(message, list, `service account tokens ${serviceAccount.id}`)
    return {
      ...omitEmpty({ tokens: page.rows.map((token) => serviceAccountTokenView(token, serviceAccount)) }),
      pagination: page.pagination,
    }
  },

  GetServiceAccountToken(input) {
    const { token, serviceAccount } = ownToken(input)
    return { token: serviceAccountTokenView(token, serviceAccount) }
  },

  DeleteServiceAccountToken(input) {
    const { token } = ownToken(input)
    input.state.deleteToken(token)
    noteDeed(input.state, input.caller, { action: 'delete', subjectId: token.id, subjectType: SUBJECT_TYPE })
    return {}
  },
}

function requireImpersonation(caller: Caller): Extract<Caller, { kind: 'impersonation' }> {
  if (caller.kind !== 'impersonation') throw denied('service account tokens can be managed as the service account only')
  return caller
}

function ownToken({ state, caller, message }: MethodInput): { token: OnaToken; serviceAccount: OnaServiceAccount } {
  const id = readId(message, 'serviceAccountTokenId')
  const { serviceAccount } = requireImpersonation(caller)
  const token = state.tokens.get(id)
  if (!token || !isOf(token, serviceAccount)) throw notFound('service account token')
  return { token, serviceAccount }
}

function isOf(token: OnaToken, account: OnaServiceAccount): boolean {
  return 'serviceAccount' in token.owner && token.owner.serviceAccount === account
}
