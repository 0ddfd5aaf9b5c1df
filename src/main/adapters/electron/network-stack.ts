import { app } from 'electron'
import type { Session } from 'electron'

/**
 * One protocol, the one of the command line's stack. Over HTTP/2 and QUIC Chromium sends a request again by itself after
 * some failures that come when the server may already have acted on it (a ping without answer, a QUIC protocol error).
 * See HttpNetworkTransaction::HandleIOError in Chromium's net/http/http_network_transaction.cc.
 */
const needed = ['disable-http2', 'disable-quic'] as const

/** Switches with which anyone who can edit a shortcut would turn TLS checks off, or have every call put on record. */
const refused = [
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
] as const

/**
 * Sets Chromium's network stack up for this app: HTTP/1.1 only, TLS checks that cannot be switched off, no record of its
 * calls or keys, and no client certificate ever picked from the system's store. Has to run while the main module is
 * evaluated, before `ready`.
 */
export function prepareNetworkStack(): void {
  for (const name of needed) app.commandLine.appendSwitch(name)
  for (const name of refused) app.commandLine.removeSwitch(name)
  // The same as the switch `ssl-key-log-file`.
  delete process.env['SSLKEYLOGFILE']
  app.on('select-client-certificate', (event, _webContents, _url, _certificates, choose) => {
    event.preventDefault()
    choose()
  })
}

/** @throws Error when `prepareNetworkStack` was not called. */
export function expectPreparedNetworkStack(): void {
  if (!needed.every((name) => app.commandLine.hasSwitch(name))) {
    throw new Error('prepareNetworkStack has to be called before the app is ready')
  }
}

/**
 * Keeps a session from calling out by itself: on Linux and Windows every new one fetches a spelling dictionary from
 * Google. Has to be called in the same turn of the event loop in which the session was made; turning the checker off
 * (`setSpellCheckerEnabled(false)`) comes too late for that download, an empty list of languages does not.
 */
export function silence(session: Session): Session {
  session.setSpellCheckerLanguages([])
  return session
}
