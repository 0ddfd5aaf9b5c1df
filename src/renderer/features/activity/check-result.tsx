import type { ActivityCheck } from '#shared/model/activity'
import { checkText, faultText, wholeText } from '#renderer/text/activity'
import forms from '#renderer/ui/forms/forms.module.css'
import { Notice } from '#renderer/ui/notice'
import styles from './activity.module.css'

/** What checking the chain gave. */
export function CheckResult({ check }: { readonly check: ActivityCheck }) {
  const { faults, earlier, unchained } = check
  const isBroken = faults.length > 0
  return (
    <Notice tone={isBroken ? 'error' : earlier.length > 0 ? 'warn' : 'info'}>
      <p>{isBroken ? checkText.broken : wholeText(check)}</p>
      {faults.length + earlier.length > 0 && (
        <ul className={styles['faults']}>
          {faults.map((fault) => (
            <li key={`${fault.kind} ${fault.from} ${fault.to}`}>{faultText(fault)}</li>
          ))}
          {earlier.map((fault) => (
            <li key={`${fault.kind} ${fault.from} ${fault.at}`}>{checkText.earlier(fault)}</li>
          ))}
        </ul>
      )}
      {isBroken && <p className={forms['next']}>{checkText.anchoredOnly}</p>}
      {unchained > 0 && <p className={forms['next']}>{checkText.unchained(unchained)}</p>}
    </Notice>
  )
}
