import { Download } from 'lucide-react'
import type { ReportFormat } from '#shared/model/report'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { reportText as text } from '#renderer/text/report'
import { Button } from '#renderer/ui/button'
import { useJob } from '#renderer/ui/forms/use-job'
import { Menu } from '#renderer/ui/menu'
import { toast } from '#renderer/ui/toast'

const formats = Object.keys(text.formats) as ReportFormat[]

/** Writes the audit to a file that main asks for, in a format of the person's choice. */
export function SaveReport() {
  const job = useJob()
  const save = async (format: ReportFormat) => {
    const answer = await job.run((jobId) => call('report.save', { format, jobId }))
    if (!answer.ok) tellFailure(answer.error)
    else if (answer.value.written !== null) toast({ text: text.saved(answer.value.written), tone: 'good' })
  }
  return (
    <Menu
      label={text.save}
      placement="bottom end"
      trigger={
        <Button icon={<Download size={14} aria-hidden />} busy={job.busy}>
          {text.save}
        </Button>
      }
      groups={[
        formats.map((format) => ({
          id: format,
          label: text.formats[format],
          onAction: () => void save(format),
        })),
      ]}
    />
  )
}
