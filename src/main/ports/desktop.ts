/** The system clipboard; only main touches it. */
export interface Clipboard {
  readText(): Promise<string>
  /** Writes a secret, marked as concealed where the OS allows it. */
  writeSecret(value: string): Promise<void>
  writeText(value: string): Promise<void>
  clear(): Promise<void>
  /**
   * Does what is read now tell what is there, and does what is written now arrive? A Wayland desktop answers only the
   * program that has the focus; for others reading and clearing look done and are not.
   */
  isReachable(): boolean
}

/** Keeps the window out of pictures and recordings of the screen, and out of shared screens. */
export interface ScreenGuard {
  /** Does this OS have such a thing? */
  readonly available: boolean
  /** Turns it on or off, with the next picture that the desktop composes. */
  protect(on: boolean): void
}

/** Opens things outside the app. Both have checked their argument before. */
export interface Opener {
  openUrl(url: string): Promise<void>
  openFolder(path: string): Promise<void>
}
