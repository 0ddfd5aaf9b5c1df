import { useState } from 'react'
import type { Finding } from '#shared/model/finding'
import type { TokenRow } from '#shared/model/token'
import { auditRules, owaspNames } from '#shared/rules/audit-rules'
import { useDesk, useMinute } from '#renderer/data/use-desk'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { auditViewText as text } from '#renderer/text/audit-view'
import { decideText } from '#renderer/text/decide'
import { instantTitle } from '#shared/text/ages'
import {
  evidenceAge,
  evidenceLabels,
  evidenceText,
  findingStateLabels,
  ruleTexts,
  standingText,
} from '#shared/text/findings'
import { ActionButtons } from '#renderer/ui/action-buttons'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { ForgetDialog } from '#renderer/ui/forms/forget-dialog'
import { Fact, Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'
import { Level } from './level.tsx'
import { useAuditDesk } from './use-audit.ts'
import { useDecide } from './use-decide.ts'
import { openWay, waysFor, type WayId } from './ways.ts'
import styles from './pane.module.css'

interface FindingDetailProps {
  readonly finding: Finding
  /** Undefined where the token is listed no more, or the finding is about the vault. */
  readonly row: TokenRow | undefined
}

/** One finding: why it matters, on what it stands and how old that is, what to do, and what was decided. */
export function FindingDetail({ finding, row }: FindingDetailProps) {
  const { rule, severity, subject, state, isNew } = finding
  const words = ruleTexts[rule]
  return (
    <div className={pane['scroll']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{words.title}</h2>
        <div className={styles['badges']}>
          <Level severity={severity} />
          {isNew && <Badge tone="accent">{text.new}</Badge>}
          {state !== 'open' && <Badge tone="quiet">{findingStateLabels[state]}</Badge>}
        </div>
        <p className={styles['name']} data-selectable>
          {subject.name}
        </p>
        <p className={pane['quiet']} data-selectable>
          {[subject.kind, subject.owner, subject.account, subject.providerName].filter((one) => one !== '').join(' · ')}
        </p>
      </header>
      <Section title={text.why}>
        <p>{words.reason}</p>
      </Section>
      <Evidence finding={finding} />
      <Section title={text.todo}>
        <p>{words.todo}</p>
        <Ways finding={finding} row={row} />
      </Section>
      <Decided finding={finding} />
      <Owasp finding={finding} />
    </div>
  )
}

function Evidence({ finding: { evidence } }: Pick<FindingDetailProps, 'finding'>) {
  const now = useMinute()
  return (
    <Section title={text.evidence}>
      <dl className={pane['facts']}>
        {evidence.map((one, index) => (
          <Fact key={index} label={evidenceLabels[one.fact]}>
            {evidenceText(one, now)}
            {one.asOf !== null && (
              <span className={styles['age']} title={instantTitle(one.asOf)}>
                {evidenceAge(one, now)}
              </span>
            )}
          </Fact>
        ))}
      </dl>
    </Section>
  )
}

function Ways({ finding, row }: FindingDetailProps) {
  const desk = useDesk()
  const { view } = useAuditDesk()
  const provider = providerOf(useCatalogue(), finding.subject.provider)
  const [forgetting, setForgetting] = useState<string | null>(null)
  const ways = waysFor(finding, row, provider)
  const { tokenId } = finding.subject

  function go(id: WayId): void {
    if (openWay(id, row)) return
    if (id === 'forget') setForgetting(row?.held?.secretId ?? null)
    // Places and notes are edited beside the token.
    else view.setFace('token')
  }

  return (
    <>
      {tokenId !== null && row === undefined && <p className={pane['quiet']}>{text.tokenGone}</p>}
      <ActionButtons
        actions={ways.map(({ id, label, destructive, reason }) => ({
          name: id,
          label,
          variant: destructive ? 'danger-quiet' : 'plain',
          reason,
          onPress: () => go(id),
        }))}
      >
        {row !== undefined && (
          <Button variant="quiet" onPress={() => desk.view.showToken(row.token.id)}>
            {text.inList}
          </Button>
        )}
      </ActionButtons>
      {forgetting !== null && row !== undefined && (
        <ForgetDialog row={row} secretId={forgetting} onClose={() => setForgetting(null)} />
      )}
    </>
  )
}

function Decided({ finding }: Pick<FindingDetailProps, 'finding'>) {
  const now = useMinute()
  const { takeBack } = useDecide()
  const findingIds = [finding.id]
  return (
    <Section title={text.decision}>
      <p data-selectable>{standingText(finding, now) || text.undecided}</p>
      {finding.state !== 'excepted' && (
        <div className={pane['buttons']}>
          {(['accepted', 'assigned', 'snoozed'] as const).map((how) => (
            <Button key={how} onPress={() => openDialog({ kind: 'decide', how, findingIds })}>
              {decideText.open[how]}
            </Button>
          ))}
          {finding.decision !== null && (
            <Button variant="quiet" onPress={() => void takeBack(findingIds)}>
              {decideText.takeBack}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}

function Owasp({ finding: { rule } }: Pick<FindingDetailProps, 'finding'>) {
  const { owasp } = auditRules[rule]
  if (owasp.length === 0) return null
  return (
    <Section title={text.owasp}>
      <ul className={styles['owasp']}>
        {owasp.map((id) => (
          <li key={id} data-selectable>
            {id} {owaspNames[id]}
          </li>
        ))}
      </ul>
    </Section>
  )
}
