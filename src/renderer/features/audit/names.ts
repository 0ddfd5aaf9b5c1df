import type { RuleId, Severity } from '#shared/model/finding'
import type { PackId } from '#shared/model/policy-choice'
import { ruleTexts, severityLabels } from '#shared/text/findings'
import { packTexts } from '#shared/text/policy'

// The window takes the words and not the schemas, which would bring zod along.

export const worstFirst = Object.keys(severityLabels) as readonly Severity[]
export const allRules = Object.keys(ruleTexts) as readonly RuleId[]
export const packs = Object.keys(packTexts) as readonly PackId[]

/** Grows with how bad it is. */
export const weightOf = (severity: Severity): number => -worstFirst.indexOf(severity)
