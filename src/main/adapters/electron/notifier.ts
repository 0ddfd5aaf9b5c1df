import { Notification } from 'electron'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { bodyFor, noticeText } from '../notice-text.ts'

/** The system's notices. Linux needs libnotify and somebody who shows them; macOS shows those of signed apps only. */
export function createNotifier(log: Log, showWindow: () => void): Notifier {
  /** Electron forgets one that nobody holds, and with it that it was pressed. */
  const held = new Set<Notification>()
  return {
    notify(notice, opened) {
      try {
        if (!Notification.isSupported()) {
          log.warn('this system shows no notices')
          return
        }
        const { title, body } = noticeText(notice)
        const shown = new Notification({ title, body: bodyFor(process.platform, body) })
        held.add(shown)
        shown.on('click', () => {
          held.delete(shown)
          showWindow()
          opened?.()
        })
        shown.on('close', () => held.delete(shown))
        shown.on('failed', () => {
          held.delete(shown)
          log.warn('a notice could not be shown')
        })
        shown.show()
      } catch (error) {
        log.warn('a notice could not be shown', { type: typeOf(error) })
      }
    },
  }
}
