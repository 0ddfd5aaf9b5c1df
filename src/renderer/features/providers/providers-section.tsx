import { openDialog } from '#renderer/dialogs'
import { providersText as text } from '#renderer/text/providers'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { Lead } from '#renderer/ui/forms/parts'

/** Leads from the settings to what works at each provider. */
export function ProvidersSection() {
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.title}</h3>
      <Lead>{text.sectionLead}</Lead>
      <div>
        <Button onPress={() => openDialog({ kind: 'providers' })}>{text.open}</Button>
      </div>
    </section>
  )
}
