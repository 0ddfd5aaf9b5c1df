import type { ProviderRecord, Support } from '#shared/model/provider'
import { hasPages } from '#shared/rules/guide'
import { guidedText as text } from '#renderer/text/guided'
import { Button } from '../button.tsx'
import styles from './forms.module.css'

export interface GuideStepsProps {
  readonly support: Extract<Support, { how: 'guided' }>
  readonly record: ProviderRecord
  readonly onOpen: () => void
  readonly isDisabled: boolean
}

/** Why Keyrack does not do it, what the person does on the provider's page, and the button that opens it. */
export function GuideSteps({ support, record, onOpen, isDisabled }: GuideStepsProps) {
  const { name } = record
  return (
    <section className={styles['guide']} aria-label={text.steps(name)}>
      <p>{support.reason}</p>
      <ol className={styles['steps']}>
        {support.guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {hasPages(record) && (
        <Button isDisabled={isDisabled} onPress={onOpen}>
          {text.open(name)}
        </Button>
      )}
    </section>
  )
}
