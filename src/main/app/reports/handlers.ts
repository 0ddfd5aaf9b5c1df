import type { Handlers, Serving } from '../serving.ts'
import { saveReport } from './save.ts'

/** Channels of reports. */
export function reportHandlers({ job }: Serving) {
  return { 'report.save': job(saveReport) } satisfies Partial<Handlers>
}
