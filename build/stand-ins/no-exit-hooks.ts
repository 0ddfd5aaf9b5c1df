// Stands in the main bundle for `when-exit`, which electron-store brings along to remove temporary files of its own. It takes
// SIGTERM for itself and ends the process at once: a desktop that signs out would not let Keyrack save or clear anything.
export default function whenExit(): void {
  // Nothing is done at the exit of the process: what should not outlive the app is ended before.
}
