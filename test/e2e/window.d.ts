import type { Bridge } from '#shared/contract'

declare global {
  interface Window {
    readonly keyrack: Bridge
  }
}
