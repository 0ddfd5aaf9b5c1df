import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { captureText as text } from '#renderer/text/capture'
import { Button } from '#renderer/ui/button'
import { allowCapture } from '#renderer/ui/forms/capture-line'
import forms from '#renderer/ui/forms/forms.module.css'
import { Lead } from '#renderer/ui/forms/parts'
import styles from './settings.module.css'

const choices = [5, 15, 60]

/** Whether shared screens and screenshots show a revealed secret, and letting them for a while. */
export function SharedScreens() {
  const { available, allowedUntil } = useFacts((facts) => facts.capture)
  const platform = useMirrorState((state) => state.platform)
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      {!available && <Lead>{text.unavailable}</Lead>}
      {available && (
        <>
          <Lead>
            {allowedUntil === null ? text.leftOut : text.allowedUntil(allowedUntil)}
            {platform === 'darwin' && allowedUntil === null && ` ${text.mac}`}
          </Lead>
          <div className={styles['row']}>
            {allowedUntil === null ? (
              choices.map((minutes) => (
                <Button key={minutes} onPress={() => void allowCapture(minutes)}>
                  {text.allow(minutes)}
                </Button>
              ))
            ) : (
              <Button onPress={() => void allowCapture(0)}>{text.end}</Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
