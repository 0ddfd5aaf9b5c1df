import type { Support } from '#shared/model/provider'
import { guidedText as text } from '#renderer/text/guided'
import { Button } from '../button.tsx'
import styles from './forms.module.css'

export interface GuideStepsProps {
  readonly support: Extract<Support, { how: 'guided' }>
  /** The provider's name. */
  readonly provider: string
  readonly onOpen: () => void
  readonly isDisabled: boolean
}

/** Why Keyrack does not do it, what the person does on the provider's page, and the button that opens it. */
export function GuideSteps({ support, provider, onOpen, isDisabled }: GuideStepsProps) {
  return (
    <section className={styles['guide']} aria-label={text.steps(provider)}>
      <p>{support.reason}</p>
      <ol className={styles['steps']}>
        {support.guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button isDisabled={isDisabled} onPress={onOpen}>
        {text.open(provider)}
      </Button>
    </section>
  )
}
