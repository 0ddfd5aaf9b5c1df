import type { Keystore, ProtectionLevel } from '../model/vault.ts'

/**
 * How well the OS protects what it sealed under this tag. On Linux `v10` is sealed with a constant key that is public in
 * Chromium's source; `v11` comes from the Secret Service or KWallet and `v12` from the portal. On macOS and Windows `v10`
 * is the ordinary, strong tag. Anything else is unknown, and unknown never counts as strong.
 */
export function protectionLevel(platform: string, tag: string): ProtectionLevel {
  switch (platform) {
    case 'linux':
      if (tag === 'v10') return 'weak'
      return tag === 'v11' || tag === 'v12' ? 'strong' : 'unknown'
    case 'darwin':
    case 'win32':
      return tag === 'v10' ? 'strong' : 'unknown'
    default:
      return 'unknown'
  }
}

const stores: Readonly<Record<string, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows data protection',
}

const linuxStores: Readonly<Record<string, string>> = {
  v10: 'no keyring',
  v11: 'desktop keyring',
  v12: 'desktop portal',
}

/** What the OS keystore is, judged by the tag of a sealed probe; `tag` is empty when nothing could be sealed. */
export function keystoreOf(platform: string, tag: string): Keystore {
  if (tag === '') return { level: 'none', platform, tag, store: '' }
  const store = platform === 'linux' ? linuxStores[tag] : stores[platform]
  return { level: protectionLevel(platform, tag), platform, tag, store: store ?? '' }
}

/** The tag of sealed bytes: their first three, if they are printable. */
export function tagOf(sealed: Uint8Array): string {
  const tag = String.fromCharCode(...sealed.subarray(0, 3))
  return /^[\x21-\x7e]{3}$/.test(tag) ? tag : ''
}
