import { ConnectError } from '#test/simulators/kit/connect-error'
import { omitEmpty } from '#test/simulators/kit/proto-json'
import { noteDeed } from './audit.ts'
import { organizationOf, requireAdmin, requireWriting, subjectOf } from './credentials.ts'
import { denied, notFound, violation } from './errors.ts'
import type { MethodInput, ServiceMethods } from './method.ts'
import type { OnaServiceAccount } from './model.ts'
import { paginate, readId, readIds, readText } from './rules.ts'
import { serviceAccountTokenMethods } from './service-account-tokens.ts'
import { serviceAccountView } from './views.ts'

const SUBJECT_TYPE = 'RESOURCE_TYPE_SERVICE_ACCOUNT'
const LONGEST_NAME = 64
const LONGEST_DESCRIPTION = 500

/** `gitpod.v1.ServiceAccountService`. Deleting suspends. */
export const serviceAccountService: ServiceMethods = {
  CreateServiceAccount({ state, caller, message }) {
    const name = readText(message, 'name', 1, LONGEST_NAME)
    const description = readText(message, 'description', 0, LONGEST_DESCRIPTION)
    const validUntil = message.timestamp('validUntil')
    if (validUntil === undefined) throw violation('valid_until', 'is required', 'required')
    requireAdmin(caller)
    requireWriting(caller)
    const account = state.addServiceAccount(organizationOf(caller), {
      name,
      description,
      validUntil,
      creator: subjectOf(caller),
    })
    noteDeed(state, caller, { action: 'create', subjectId: account.id, subjectType: SUBJECT_TYPE })
    return { serviceAccount: serviceAccountView(account) }
  },

  ListServiceAccounts({ state, caller, message }) {
    const filter = message.message('filter')
    const ids = readIds(filter, 'serviceAccountIds')
    const search = filter.text('search').toLowerCase()
    const includeSuspended = filter.flag('includeSuspended')
    const organization = organizationOf(caller)
    const list = [...state.serviceAccounts.values()].filter(
      (one) =>
        one.organization === organization &&
        (includeSuspended || !one.suspended) &&
        (ids.length === 0 || ids.includes(one.id)) &&
        [one.name, one.description, one.id].some((text) => text.toLowerCase().includes(search)),
    )
    const page = paginate(message, list, `service accounts ${organization.id} ${ids.join()} ${search}`)
    return { pagination: page.pagination, ...omitEmpty({ serviceAccounts: page.rows.map(serviceAccountView) }) }
  },

  GetServiceAccount: (input) => ({ serviceAccount: serviceAccountView(accountOf(input)) }),

  /** The end cannot be changed. */
  UpdateServiceAccount(input) {
    const { state, caller, message } = input
    const account = changeableAccount(input)
    if (message.has('name')) account.name = readText(message, 'name', 1, LONGEST_NAME)
    if (message.has('description')) account.description = readText(message, 'description', 0, LONGEST_DESCRIPTION)
    noteDeed(state, caller, { action: 'update', subjectId: account.id, subjectType: SUBJECT_TYPE })
    return { serviceAccount: serviceAccountView(account) }
  },

  DeleteServiceAccount(input) {
    const account = changeableAccount(input)
    account.suspended = true
    noteDeed(input.state, input.caller, { action: 'delete', subjectId: account.id, subjectType: SUBJECT_TYPE })
    return {}
  },

  /** A bearer for half an hour, with which the account's own tokens are managed. Counts as a change here. */
  CreateServiceAccountAccessToken(input) {
    const { state, caller } = input
    const account = accountOf(input)
    const admin = requireAdmin(caller)
    requireWriting(caller)
    if (account.suspended || account.validUntil <= state.now()) {
      throw new ConnectError('failed_precondition', 'service account is suspended or has expired')
    }
    const kind = 'AUDIT_LOG_ENTRY_KIND_CREDENTIAL_ACCESS'
    noteDeed(state, caller, { action: 'impersonate', subjectId: account.id, subjectType: SUBJECT_TYPE, kind })
    return { token: state.impersonate(account, admin) }
  },

  ...serviceAccountTokenMethods,
}

/** @throws ConnectError not_found for those of other organizations as for none. */
function accountOf({ state, caller, message }: MethodInput): OnaServiceAccount {
  const account = state.serviceAccounts.get(readId(message, 'serviceAccountId'))
  if (account?.organization !== organizationOf(caller)) throw notFound('service account')
  return account
}

function changeableAccount(input: MethodInput): OnaServiceAccount {
  const account = accountOf(input)
  requireAdmin(input.caller)
  requireWriting(input.caller)
  if (account.suspended) throw notFound('service account')
  if (account.systemManaged) throw denied('system-managed service accounts cannot be changed')
  return account
}
