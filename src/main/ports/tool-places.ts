/** Where the command line tools of the person who runs Keyrack look for their configuration. */
export interface ToolPlaces {
  /** As Node names it, such as `linux`. */
  readonly platform: string
  /** The person's home folder. */
  readonly home: string
  /** The environment that Keyrack was started in: that of a desktop is rarely the one of a terminal. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that a program really is in; undefined where PATH leads to none of that name. */
  folderOf(program: string): Promise<string | undefined>
}
