import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/** What each fuse of a packaged Keyrack is set to, and why. A fuse that this list does not name fails the packaging. */
export const fuses: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  // Off: ELECTRON_RUN_AS_NODE, NODE_OPTIONS and --inspect would run anybody's code under our name in the OS keystore.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // On: what Chromium stores is sealed, and only the archive that was packaged is loaded.
  EnableCookieEncryption: true,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // Off: there is no snapshot of our own, and no page comes from file://.
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // On, as Electron has it: bounds checks of WebAssembly by the processor's own traps.
  WasmTrapHandlers: true,
}

type FuseName = keyof typeof fuses

const names = Object.keys(fuses) as FuseName[]

/** Reads the fuses of an executable; a fuse that its Electron does not have is left out. */
export async function readFuses(executable: string): Promise<Partial<Record<FuseName, boolean>>> {
  const wire = await getCurrentFuseWire(executable)
  const read: Partial<Record<FuseName, boolean>> = {}
  for (const name of names) {
    const state: FuseState | undefined = wire[FuseV1Options[name]]
    if (state === FuseState.ENABLE || state === FuseState.DISABLE) read[name] = state === FuseState.ENABLE
  }
  return read
}

/**
 * Sets every fuse the executable has to what `fuses` says. Older Electrons lack the newer ones.
 * @throws when the executable has a fuse that `fuses` does not name.
 */
export async function setFuses(executable: string): Promise<void> {
  const wire = await getCurrentFuseWire(executable)
  const unknown = Object.keys(wire).filter((key) => /^\d+$/.test(key) && FuseV1Options[Number(key)] === undefined)
  if (unknown.length > 0)
    throw new Error(`Electron has fuses that build/fuses.ts does not name: number ${unknown.join(', ')}.`)
  const present = await readFuses(executable)
  const settings = Object.fromEntries(
    names.filter((name) => name in present).map((name) => [FuseV1Options[name], fuses[name]]),
  )
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature: true, ...settings })
}
