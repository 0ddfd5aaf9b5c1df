import type { Notice, Notifier } from '#main/ports/notifier'
import type { Presence, PresenceCommands, PresenceContent } from '#main/ports/presence'
import type { SystemEvent, SystemEvents, SystemListener } from '#main/ports/system-events'
import type { WindowProcess } from '#main/ports/window-process'
import type { Tellings } from '#shared/model/locking'

/** A system that a test leads: who is there, and what happens. */
export class FakeSystemEvents implements SystemEvents {
  idle = 0
  /** How often it was asked. */
  asked = 0
  #tellings: Tellings = { idle: 'yes', systemLock: 'yes', suspend: 'yes', userSwitch: 'yes' }
  #listener: SystemListener | null = null

  idleSeconds(): number {
    this.asked += 1
    return this.idle
  }

  tellings(): Tellings {
    return this.#tellings
  }

  listen(listener: SystemListener): () => void {
    this.#listener = listener
    return () => {
      this.#listener = null
    }
  }

  get isListenedTo(): boolean {
    return this.#listener !== null
  }

  happen(event: SystemEvent): void {
    this.#listener?.happened(event)
  }

  become(tellings: Partial<Tellings>): void {
    this.#tellings = { ...this.#tellings, ...tellings }
    this.#listener?.tellingsChanged()
  }
}

/** Notes what would have been shown. */
export class FakeNotifier implements Notifier {
  readonly notices: Notice[] = []
  /** The person presses the last notice. */
  press: () => void = () => undefined

  notify(notice: Notice, opened?: () => void): void {
    this.notices.push(notice)
    this.press = opened ?? (() => undefined)
  }
}

/** Counts the window's processes; the first one is there already. */
export class FakeWindowProcess implements WindowProcess {
  processes = 1

  async renew(): Promise<void> {
    this.processes += 1
  }
}

/** A desktop with a tray and a badge, and a person who presses what is in the menu. */
export class FakePresence implements Presence {
  /** Everything that was shown, in order. */
  readonly shown: PresenceContent[] = []
  press: PresenceCommands = { lock: () => undefined, openToken: () => undefined }

  get content(): PresenceContent | undefined {
    return this.shown.at(-1)
  }

  show(content: PresenceContent, commands: PresenceCommands): void {
    this.shown.push(content)
    this.press = commands
  }
}
