import { type Audit, type Finding, ruleIds, type Subject } from '#shared/model/finding'
import { ruleTexts } from '#shared/text/findings'
import { visible } from '#shared/text/plain'
import { iso, numbersOf } from './json.ts'
import { jsonText } from './json-text.ts'
import { inOrder } from './order.ts'
import { levelOf, owaspReference, owaspTaxonomy, sarifRules, scoreOf } from './sarif-rules.ts'
import { endedText, reasonsOf, unjudgedText, whereabouts } from './words.ts'

/**
 * The audit as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html). Tokens are logical
 * locations, `provider/account/owner/token`: there is no file.
 */
export function sarifReport(audit: Audit, version: string): string {
  const { at, policy, tokens, findings, counts, trend, unjudged, endedExceptions } = audit
  const hasBaseline = (trend.at(-1)?.since ?? null) !== null
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Keyrack',
            version,
            semanticVersion: version,
            rules: sarifRules(),
            supportedTaxonomies: [owaspReference],
          },
        },
        taxonomies: [owaspTaxonomy()],
        automationDetails: { id: 'keyrack/audit/' },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: iso(at),
            toolExecutionNotifications: unjudged.map((part) => notification(`Not judged: ${unjudgedText(part, at)}`)),
            toolConfigurationNotifications: endedExceptions.map((ended) =>
              notification(`Exception of the policy. ${endedText(ended)}`),
            ),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: inOrder(findings).map((finding) => resultOf(finding, at, hasBaseline)),
        properties: { policy, tokens, counts: numbersOf(counts) },
      },
    ],
  })
}

function resultOf(finding: Finding, now: number, hasBaseline: boolean) {
  const { id, rule, severity, subject, state, isNew, decision } = finding
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: levelOf(severity),
    message: message(messageOf(finding, now)),
    locations: [{ logicalLocations: [locationOf(subject)] }],
    partialFingerprints: {
      'keyrackFinding/v1': id,
      // Without the account's id: the same in another vault, or where there is none.
      'keyrackToken/v1': [rule, subject.provider, issuerPart(subject)].join(':'),
    },
    // An empty list says that nothing keeps it from counting; none at all would say that nobody knows.
    suppressions: suppressionsOf(finding),
    ...(hasBaseline && { baselineState: isNew ? 'new' : 'unchanged' }),
    properties: {
      'security-severity': scoreOf(severity),
      severity,
      state,
      ...(state === 'assigned' && decision !== null && { assignedTo: decision.who }),
    },
  }
}

function messageOf(finding: Finding, now: number): string {
  const { subject, rule } = finding
  const place = whereabouts(subject)
  const about = `“${subject.name}”${place === '' ? '' : ` (${place})`}`
  return [`${ruleTexts[rule].title}: ${about}.`, ...reasonsOf(finding, now).map((line) => `${line}.`)].join(' ')
}

function suppressionsOf({ state, decision, exception }: Finding) {
  const external = (justification: string, properties: object) => [
    { kind: 'external', status: 'accepted', justification, properties },
  ]
  if (state === 'excepted' && exception !== null) {
    return external(exception.reason, { by: 'policy', owner: exception.owner, until: iso(exception.until) })
  }
  if ((state === 'accepted' || state === 'snoozed') && decision !== null) {
    const { who, reason, until, at } = decision
    return external(reason, { by: state, who, at: iso(at), ...(until !== null && { until: iso(until) }) })
  }
  return []
}

function locationOf(subject: Subject) {
  const { tokenId, name, provider, account, owner, kind } = subject
  const parts = tokenId === null ? ['vault', name] : [provider, account, owner, name]
  return {
    name: visible(name),
    fullyQualifiedName: parts.map(segment).join('/'),
    kind: 'resource',
    ...(tokenId !== null && { properties: { tokenId, tokenKind: kind } }),
  }
}

/** A name with the separator in it stays one segment. */
const segment = (text: string): string => visible(text).replace(/[%/]/g, (sign) => (sign === '%' ? '%25' : '%2F'))

/** Keyrack's id of a token begins with that of the account, which another vault has another of. */
function issuerPart({ tokenId, accountId, name }: Subject): string {
  if (tokenId === null) return name
  return tokenId.startsWith(`${accountId}/`) ? tokenId.slice(accountId.length + 1) : tokenId
}

const notification = (text: string) => ({ level: 'warning', message: message(text) })

/** Plain text of a message, in which brackets make links and braces take arguments (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function message(text: string): { text: string } {
  const plain = visible(text)
  return { text: plain.replace(/[\\[\]]/g, '\\$&').replace(/[{}]/g, '$&$&') }
}
