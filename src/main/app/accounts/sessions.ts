import { endedHere } from '#shared/rules/revoke-all'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Provider, ProviderSession, StepUp } from '../../ports/provider.ts'
import type { RecordStore } from '../../ports/records.ts'
import { Secret } from '../../ports/secret.ts'
import type { AccountRecord, AccountRecords } from './account-records.ts'
import { asFailure } from '../failures.ts'
import type { Network } from '../network.ts'

/** An account that is connected for the length of one use case. */
export interface Connected {
  readonly accountId: string
  /** The record as it was when the session began. */
  readonly account: AccountRecord
  readonly provider: Provider
  readonly session: ProviderSession
}

interface SessionPorts {
  readonly records: RecordStore
  readonly accounts: AccountRecords
  readonly providers: ReadonlyMap<string, Provider>
  readonly network: Network
  readonly log: Log
}

/** Opens credentials for the length of a use case, and notes how the calls went. */
export class Sessions {
  readonly #ports: SessionPorts

  constructor(ports: SessionPorts) {
    this.#ports = ports
  }

  /**
   * Runs `action` with a session made of the account's credential, which is wiped afterwards. A credential that the
   * provider refuses is noted on the account; nothing is deleted. `stepUp`: what the provider asks for beside it. Throws
   * Failure only.
   */
  async use<T>(accountId: string, action: (connected: Connected) => Promise<T>, stepUp?: StepUp): Promise<T> {
    const account = this.#ports.accounts.get(accountId)
    const credential = this.#ports.records.get('credential', accountId)
    if (credential === undefined) throw new Failure('wrong-token')
    // Sealed together, so they can only differ if one was put there by somebody else.
    if (credential.origin !== account.origin) throw new Failure('origin-refused')
    const secret = new Secret(credential.value)
    try {
      return await this.#run(await this.#connected(accountId, account, secret, stepUp), action)
    } finally {
      secret.wipe()
    }
  }

  /** The same with another secret than the account's credential, of which nothing is noted. The caller wipes it. */
  async try<T>(
    accountId: string,
    secret: Secret,
    action: (connected: Connected) => Promise<T>,
    stepUp?: StepUp,
  ): Promise<T> {
    const account = this.#ports.accounts.get(accountId)
    try {
      return await action(await this.#connected(accountId, account, secret, stepUp))
    } catch (error) {
      throw asFailure(error, this.#ports.log, 'session')
    }
  }

  /** Notes a failed call of a session: what it says of the network, and of the credential. */
  async note({ accountId, account }: Connected, { error }: Failure): Promise<void> {
    this.#ports.network.failed(account.origin, error)
    if (error.kind !== 'wrong-token' && error.kind !== 'expired-token') return
    try {
      await this.#ports.accounts.change(accountId, (record) =>
        // Another credential may have taken its place while the call was under way.
        // That Keyrack itself ended it says more than that it is refused.
        record.fingerprint === account.fingerprint && record.credentialError?.code !== endedHere
          ? { ...record, credentialError: error }
          : null,
      )
    } catch (failure) {
      this.#ports.log.warn('a refused credential could not be noted', { type: typeOf(failure) })
    }
  }

  async #run<T>(connected: Connected, action: (connected: Connected) => Promise<T>): Promise<T> {
    try {
      const result = await action(connected)
      this.#ports.network.reached(connected.account.origin)
      return result
    } catch (error) {
      const failure = asFailure(error, this.#ports.log, 'session')
      await this.note(connected, failure)
      throw failure
    }
  }

  async #connected(accountId: string, account: AccountRecord, secret: Secret, stepUp?: StepUp): Promise<Connected> {
    const provider = this.#ports.providers.get(account.provider)
    if (provider === undefined) throw new Failure('not-supported')
    try {
      return { accountId, account, provider, session: await provider.connect(account.origin, secret, stepUp) }
    } catch (error) {
      throw asFailure(error, this.#ports.log, 'connect')
    }
  }
}
