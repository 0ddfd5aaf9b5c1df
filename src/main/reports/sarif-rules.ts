import { type RuleId, ruleIds, type Severity } from '#shared/model/finding'
import { auditRules, type OwaspId, owaspNames } from '#shared/rules/audit-rules'
import { ruleTexts } from '#shared/text/findings'

/** The rules of the audit and the risks that they are about, as SARIF describes them. */

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const

/** GitHub's reading of `security-severity`: over 9 is critical, over 7 high, from 4 on medium. */
const scores = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' } as const

/** How SARIF says how bad it is. */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return levels[severity]
}

/** The same as a number between 0 and 10, in text. */
export function scoreOf(severity: Severity): string {
  return scores[severity]
}

const risks = Object.keys(owaspNames) as OwaspId[]

/** `never-expires` as `NeverExpires`: SARIF wants a name that a programmer would give it. */
const inOneWord = (id: RuleId): string => id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())

const taxonomyName = 'OWASP-NHI-2025'

/** Every rule, in the order that `ruleIndex` counts in. */
export const sarifRules = () =>
  ruleIds.map((id) => {
    const { severity, owasp } = auditRules[id]
    const { title, reason, todo } = ruleTexts[id]
    return {
      id,
      name: inOneWord(id),
      shortDescription: { text: title },
      fullDescription: { text: reason },
      help: { text: `${reason}\n\nWhat to do: ${todo}`, markdown: `${reason}\n\n**What to do:** ${todo}` },
      defaultConfiguration: { level: levelOf(severity) },
      relationships: owasp.map((risk) => ({
        target: {
          id: risk,
          index: risks.indexOf(risk),
          toolComponent: { name: taxonomyName, index: 0 },
        },
        kinds: ['relevant'],
      })),
      properties: {
        tags: ['security', ...owasp.map((risk) => `external/owasp/${risk.replace(':', '-').toLowerCase()}`)],
        'security-severity': scoreOf(severity),
      },
    }
  })

/** The risks, as the taxonomy that the rules refer to. */
export const owaspTaxonomy = () => ({
  name: taxonomyName,
  fullName: 'OWASP Non-Human Identities Top 10 (2025)',
  version: '2025',
  organization: 'OWASP Foundation',
  informationUri: 'https://owasp.org/www-project-non-human-identities-top-10/2025/',
  shortDescription: { text: 'The ten most pressing risks of non-human identities, edition of 2025.' },
  isComprehensive: true,
  taxa: risks.map((id) => ({ id, name: owaspNames[id], shortDescription: { text: owaspNames[id] } })),
})

/** How a rule set names the taxonomy. */
export const owaspReference = { name: taxonomyName, index: 0 }
