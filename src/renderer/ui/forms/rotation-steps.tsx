import { Check, Circle, CircleDot } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Rotation, RotationStep } from '#shared/rules/rotation'
import { classNames } from '../class-names.ts'
import styles from './forms.module.css'

const icons = { done: Check, now: CircleDot, later: Circle } as const
const looks = { done: 'stepDone', now: 'stepNow', later: 'stepLater' } as const

export interface RotationStepsProps {
  readonly rotation: Rotation
  readonly words: Readonly<Partial<Record<RotationStep, ReactNode>>>
  /** What stands below a step while it is there. */
  readonly help: Readonly<Partial<Record<RotationStep, ReactNode>>>
}

/** The way from an old secret to a new one, with the step that it is at. */
export function RotationSteps({ rotation, words, help }: RotationStepsProps) {
  return (
    <ol className={styles['steps']}>
      {rotation.steps.map(({ step, state }) => {
        const Icon = icons[state]
        return (
          <li
            key={step}
            className={classNames(styles['step'], styles[looks[state]])}
            {...(state === 'now' && { 'aria-current': 'step' })}
          >
            <Icon size={15} aria-hidden />
            <span>{words[step]}</span>
            {help[step] && <div className={styles['stepText']}>{help[step]}</div>}
          </li>
        )
      })}
    </ol>
  )
}
