import type { RuleId, Severity } from '../model/finding.ts'

/** Ids of the OWASP Non-Human Identities Top 10, edition of 2025: https://owasp.org/www-project-non-human-identities-top-10/2025/ */
export type OwaspId = `NHI${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}:2025`

/** What the ten are called there. */
export const owaspNames: Readonly<Record<OwaspId, string>> = {
  'NHI1:2025': 'Improper Offboarding',
  'NHI2:2025': 'Secret Leakage',
  'NHI3:2025': 'Vulnerable Third-Party NHI',
  'NHI4:2025': 'Insecure Authentication',
  'NHI5:2025': 'Overprivileged NHI',
  'NHI6:2025': 'Insecure Cloud Deployment Configurations',
  'NHI7:2025': 'Long-Lived Secrets',
  'NHI8:2025': 'Environment Isolation',
  'NHI9:2025': 'NHI Reuse',
  'NHI10:2025': 'Human Use of NHI',
}

export interface RuleRecord {
  /** How bad it is, where the policy does not say otherwise. */
  readonly severity: Severity
  /** The risks of that list that it is about; none for what is no risk but a date to keep. */
  readonly owasp: readonly OwaspId[]
}

/** Every rule of the audit. What it looks for is in `src/main/audit/`, what it says in `src/shared/text/findings.ts`. */
export const auditRules: Readonly<Record<RuleId, RuleRecord>> = {
  'expired-kept': { severity: 'low', owasp: ['NHI1:2025'] },
  'due-soon': { severity: 'medium', owasp: [] },
  'never-expires': { severity: 'medium', owasp: ['NHI7:2025'] },
  'lifetime-too-long': { severity: 'medium', owasp: ['NHI7:2025'] },
  'too-old': { severity: 'medium', owasp: ['NHI7:2025'] },
  'never-used': { severity: 'low', owasp: ['NHI1:2025'] },
  unused: { severity: 'medium', owasp: ['NHI1:2025'] },
  'too-many-rights': { severity: 'medium', owasp: ['NHI5:2025'] },
  'owner-left': { severity: 'high', owasp: ['NHI1:2025'] },
  'no-owner': { severity: 'medium', owasp: ['NHI1:2025'] },
  'revoked-kept': { severity: 'low', owasp: ['NHI1:2025'] },
  'gone-kept': { severity: 'low', owasp: ['NHI1:2025'] },
  'same-secret': { severity: 'medium', owasp: ['NHI9:2025'] },
  'plain-text': { severity: 'high', owasp: ['NHI2:2025'] },
  'weak-storage': { severity: 'high', owasp: ['NHI2:2025'] },
  'name-without-meaning': { severity: 'low', owasp: ['NHI1:2025'] },
  leaked: { severity: 'critical', owasp: ['NHI2:2025'] },
}
