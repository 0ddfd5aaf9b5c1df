import { invalidArgument } from '#test/simulators/kit/connect-error'
import { organizationOf, requireUser, subjectOf, type Caller } from './credentials.ts'
import { denied, notFound } from './errors.ts'
import type { MethodInput, ServiceMethods } from './method.ts'
import type { AuditEntry } from './model.ts'
import { paginate, readId, readIds } from './rules.ts'
import type { OnaState } from './state.ts'
import { auditView } from './views.ts'

const PRINCIPALS: readonly string[] = [
  'PRINCIPAL_ACCOUNT',
  'PRINCIPAL_USER',
  'PRINCIPAL_RUNNER',
  'PRINCIPAL_ENVIRONMENT',
  'PRINCIPAL_SERVICE_ACCOUNT',
  'PRINCIPAL_RUNNER_MANAGER',
]

/** As far as tokens are concerned; the service has fifty. */
const SUBJECT_TYPES: readonly string[] = [
  'RESOURCE_TYPE_ENVIRONMENT',
  'RESOURCE_TYPE_USER',
  'RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN',
  'RESOURCE_TYPE_SERVICE_ACCOUNT',
  'RESOURCE_TYPE_SERVICE_ACCOUNT_TOKEN',
]

/** `gitpod.v1.EventService`, as far as it tells of the audit log. There is no export. */
export const eventService: ServiceMethods = {
  ListAuditLogs(input) {
    const { message } = input
    requireReader(input.caller)
    const wanted = readFilter(input)
    const list = input.state.audit.filter(wanted).sort(readOrder(input))
    const { rows, pagination } = paginate(message, list, `audit ${organizationOf(input.caller).id}`)
    return { entries: rows.map(auditView), pagination }
  },

  GetAuditLog({ state, caller, message }) {
    const id = readId(message, 'auditLogEntryId')
    requireReader(caller)
    const entry = state.audit.find((one) => one.id === id && one.organization === organizationOf(caller))
    if (!entry) throw notFound('audit log entry')
    return { entry: auditView(entry) }
  },
}

/** Notes what a caller did. What Ona calls the actions is not published; these are made up. */
export function noteDeed(
  state: OnaState,
  caller: Caller,
  deed: { readonly action: string; readonly subjectId: string; readonly subjectType: string; readonly kind?: string },
): void {
  const kind = deed.kind ?? 'AUDIT_LOG_ENTRY_KIND_RESOURCE_CHANGE'
  state.record({ ...deed, kind, actor: subjectOf(caller), organization: organizationOf(caller) })
}

/**
 * @throws ConnectError permission_denied for those who neither administer the organization nor read its audit log by role,
 *   and on plans without one. The code for the plan is our guess.
 */
function requireReader(caller: Caller): void {
  const user = requireUser(caller)
  if (user.role !== 'ORGANIZATION_ROLE_ADMIN' && !user.readsAuditLog) throw denied('only audit log readers can do this')
  if (user.organization.tier !== 'ORGANIZATION_TIER_ENTERPRISE') throw denied('audit logs are an Enterprise feature')
}

/**
 * `from` is within, `to` is not. Names of kinds that are not known are dropped, so that a misspelt filter shows more and not
 * nothing (Connect's JSON mapping).
 */
function readFilter({ caller, message }: MethodInput): (entry: AuditEntry) => boolean {
  const filter = message.message('filter')
  const actors = readIds(filter, 'actorIds')
  const principals = filter.enums('actorPrincipals', PRINCIPALS)
  const subjects = readIds(filter, 'subjectIds')
  const types = filter.enums('subjectTypes', SUBJECT_TYPES)
  const from = filter.timestamp('from') ?? Number.NEGATIVE_INFINITY
  const to = filter.timestamp('to') ?? Number.POSITIVE_INFINITY
  const organization = organizationOf(caller)
  return (entry) =>
    entry.organization === organization &&
    within(actors, entry.actor.id) &&
    within(principals, entry.actor.principal) &&
    within(subjects, entry.subjectId) &&
    within(types, entry.subjectType) &&
    entry.createdAt >= from &&
    entry.createdAt < to
}

function within(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value)
}

/** The newest first unless asked; `createdAt` is the only field to sort by. */
function readOrder({ state, message }: MethodInput): (a: AuditEntry, b: AuditEntry) => number {
  const sort = message.message('sort')
  const field = sort.text('field')
  if (field !== '' && field !== 'createdAt') throw invalidArgument(`unsupported sort field ${field}`)
  const sign = sort.text('order') === 'SORT_ORDER_ASC' ? 1 : -1
  const place = new Map(state.audit.map((entry, at) => [entry, at]))
  return (a, b) => sign * (a.createdAt - b.createdAt || (place.get(a) ?? 0) - (place.get(b) ?? 0))
}
