import { Fragment, type ReactNode } from 'react'
import { formText } from '#renderer/text/forms'
import { Button, type ButtonProps } from '../button.tsx'
import { Dialog, type DialogProps } from '../dialog.tsx'
import { Spinner } from '../spinner.tsx'
import styles from './forms.module.css'
import type { Job } from './use-job.ts'

/** Names and values of what a dialog is about. Values that are absent leave their line out. */
export function FactList({ facts }: { readonly facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(
        ([label, value]) =>
          value !== undefined &&
          value !== null &&
          value !== '' && (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}

/** The sentence a dialog begins with. */
export function Lead({ children }: { readonly children: ReactNode }) {
  return <p className={styles['lead']}>{children}</p>
}

export interface JobFooterProps {
  readonly job: Job
  /** What is said while it runs. */
  readonly doing: string
  readonly submit: string
  readonly variant?: ButtonProps['variant']
  readonly isDisabled?: boolean
  /** Closes the dialog; while the job runs the same button cancels the job. */
  readonly onClose: () => void
  readonly closeLabel?: string
  /** Without it the button submits the dialog's form. */
  readonly onSubmit?: () => void
  /** Stands at the left while nothing runs. */
  readonly extra?: ReactNode
}

/** The foot of a form: what runs, "Cancel", and the one main action. */
export function JobFooter({ job, variant = 'primary', ...props }: JobFooterProps) {
  return (
    <>
      <div className={styles['status']}>
        {job.busy && <Spinner />}
        <span role="status">{job.busy && props.doing}</span>
        {!job.busy && props.extra}
      </div>
      <Button variant="plain" onPress={job.busy ? job.cancel : props.onClose}>
        {job.busy ? formText.cancel : (props.closeLabel ?? formText.cancel)}
      </Button>
      <Button
        variant={variant}
        type={props.onSubmit ? 'button' : 'submit'}
        busy={job.busy}
        isDisabled={props.isDisabled ?? false}
        {...(props.onSubmit && { onPress: props.onSubmit })}
      >
        {props.submit}
      </Button>
    </>
  )
}

/** One face of a dialog that shows several, one after the other, in the same frame. */
export interface View {
  readonly body: ReactNode
  readonly footer: ReactNode
  readonly onClose: () => void
  readonly busy?: boolean
  readonly onSubmit?: () => void
}

/** A dialog with the view of the moment: the frame stays where it is while views change. */
export function ViewDialog({ view, ...frame }: Pick<DialogProps, 'title' | 'size' | 'role'> & { readonly view: View }) {
  return (
    <Dialog
      {...frame}
      footer={view.footer}
      onClose={view.onClose}
      busy={view.busy ?? false}
      {...(view.onSubmit && { onSubmit: view.onSubmit })}
    >
      {view.body}
    </Dialog>
  )
}
