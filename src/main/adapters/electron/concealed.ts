/** What goes onto the clipboard beside a secret, by the name of the OS's format. */
export type Marks = Readonly<Record<string, string | Blob>>

/** A DWORD of 0: "no". */
const no = () => new Blob([new Uint8Array(4)])

/**
 * The formats by which password managers ask the OS to keep a value out of clipboard histories and clouds.
 *
 * Windows: learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, "Cloud Clipboard and Clipboard History Formats".
 * macOS: nspasteboard.org. Linux: KDE's Klipper alone has such a sign; other managers keep what they see.
 */
export function concealingMarks(platform: string): Marks {
  switch (platform) {
    case 'win32':
      return {
        ExcludeClipboardContentFromMonitorProcessing: no(),
        CanIncludeInClipboardHistory: no(),
        CanUploadToCloudClipboard: no(),
      }
    case 'darwin':
      return { 'org.nspasteboard.ConcealedType': 'secret' }
    case 'linux':
      return { 'x-kde-passwordManagerHint': 'secret' }
    default:
      return {}
  }
}

/** A text and its marks as one entry, with the names that Electron gives to formats of the OS. */
export function concealedEntry(text: string, marks: Marks): Record<string, string | Blob> {
  const formats = Object.entries(marks).map(
    ([name, value]) => [`electron application/osclipboard;format="${name}"`, value] as const,
  )
  return { 'text/plain': text, ...Object.fromEntries(formats) }
}

/**
 * Does the app talk to a Wayland desktop itself, and not through X11? Electron does since version 38, unless it is told
 * otherwise. A Wayland desktop lets only the program with the focus read and change the clipboard.
 */
export function isOnWayland(of: {
  readonly platform: string
  /** Electron's major version. */
  readonly version: number
  /** Value of the switch `--ozone-platform`; empty without it. */
  readonly ozone: string
  readonly display: string | undefined
}): boolean {
  if (of.platform !== 'linux') return false
  if (of.ozone !== '') return of.ozone === 'wayland'
  return of.version >= 38 && of.display !== undefined && of.display !== ''
}
