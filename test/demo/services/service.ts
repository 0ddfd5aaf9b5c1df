import type { ConsoleModel } from '../console/model.ts'

export const DAY = 86_400_000
export const HOUR = 3_600_000

/** One service of the demo as it was planted: how a person signs in to it, and what its own pages do. */
export interface PlantedService {
  readonly provider: string
  /** What its pages are called. */
  readonly name: string
  readonly origin: string
  /** What the wizard offers first. */
  readonly credential: string
  /** What signing in needs beside it, by the ids of the provider's record. */
  readonly fields?: Readonly<Record<string, string>>
  /** What else a person can try there, in sentences. */
  readonly says: string
  /** Where the service has pages on which a person makes, regenerates and deletes tokens. */
  readonly pages?: ConsoleModel
  close(): Promise<void>
}
