/** The system clipboard; only main touches it. */
export interface Clipboard {
  readText(): Promise<string>
  /** Writes a secret, marked as concealed where the OS allows it. */
  writeSecret(value: string): Promise<void>
  writeText(value: string): Promise<void>
  clear(): Promise<void>
}

/** Opens things outside the app. Both have checked their argument before. */
export interface Opener {
  openUrl(url: string): Promise<void>
  openFolder(path: string): Promise<void>
}
