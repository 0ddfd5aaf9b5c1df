/**
 * Lets everything that waits on the event loop run first: windows, timers, answers. Work over thousands of tokens is
 * cut into slices with this between them, so that no slice holds main up.
 */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
