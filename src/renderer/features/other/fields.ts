import type { OtherToken } from '#shared/contract'
import type { TokenRow } from '#shared/model/token'
import { expiryFromDate } from '#shared/rules/form'
import { dateFieldValue } from '#shared/text/dates'
import { otherText as text } from '#renderer/text/other'

/** What the form of an "Other service" token holds while it is filled in. */
export interface OtherFields {
  readonly name: string
  readonly service: string
  readonly serviceUrl: string
  readonly owner: string
  readonly expiry: 'at' | 'never' | 'unknown'
  /** Null while the date is not complete. */
  readonly day: string | null
  readonly manageUrl: string
  readonly notes: string
}

export type OtherField = 'name' | 'service' | 'serviceUrl' | 'owner' | 'day' | 'manageUrl'

export const emptyFields: OtherFields = {
  name: '',
  service: '',
  serviceUrl: '',
  owner: text.ownerDefault,
  expiry: 'at',
  day: null,
  manageUrl: '',
  notes: '',
}

/** The form of a token that is there already. */
export function fieldsOf({ token, notes }: TokenRow): OtherFields {
  return {
    name: token.name,
    service: token.service ?? '',
    serviceUrl: token.serviceUrl ?? '',
    owner: token.owner.name,
    expiry: token.expiry.kind,
    day: token.expiry.kind === 'at' ? dateFieldValue(token.expiry.at) : null,
    manageUrl: token.manageUrl ?? '',
    notes,
  }
}

/** Nothing, or a whole web address without a user in it. Only https pages are opened from Keyrack. */
function isAddress(typed: string, schemes: readonly string[]): boolean {
  const trimmed = typed.trim()
  if (trimmed === '') return true
  if (!URL.canParse(trimmed)) return false
  const { protocol, username, password } = new URL(trimmed)
  return schemes.includes(protocol) && username === '' && password === ''
}

/** What is wrong with the form, by field, in the words of the window; empty when it may be sent. */
export function checkFields(fields: OtherFields): Partial<Record<OtherField, string>> {
  return {
    ...(fields.name.trim() === '' && { name: text.nameNeeded }),
    ...(fields.service.trim() === '' && { service: text.serviceNeeded }),
    ...(!isAddress(fields.serviceUrl, ['https:', 'http:']) && { serviceUrl: text.serviceUrlWrong }),
    ...(fields.owner.trim() === '' && { owner: text.ownerNeeded }),
    ...(fields.expiry === 'at' && expiryFromDate(fields.day ?? '') === null && { day: text.dateNeeded }),
    ...(!isAddress(fields.manageUrl, ['https:']) && { manageUrl: text.urlWrong }),
  }
}

/** The form as main takes it. Only after `checkFields` has found nothing. */
export function tokenOf(fields: OtherFields): OtherToken {
  const at = expiryFromDate(fields.day ?? '')
  return {
    name: fields.name.trim(),
    service: fields.service.trim(),
    serviceUrl: fields.serviceUrl.trim(),
    owner: fields.owner.trim(),
    expiry: fields.expiry === 'at' ? (at === null ? { kind: 'unknown' } : { kind: 'at', at }) : { kind: fields.expiry },
    manageUrl: fields.manageUrl.trim(),
    notes: fields.notes,
  }
}
