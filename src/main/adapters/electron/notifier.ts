import { Notification } from 'electron'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { noticeText } from '../notice-text.ts'

/** The system's notices. Linux needs libnotify and somebody who shows them; macOS shows those of signed apps only. */
export function createNotifier(log: Log): Notifier {
  return {
    notify(notice) {
      try {
        if (!Notification.isSupported()) {
          log.warn('this system shows no notices')
          return
        }
        const shown = new Notification(noticeText(notice))
        shown.on('failed', () => log.warn('a notice could not be shown'))
        shown.show()
      } catch (error) {
        log.warn('a notice could not be shown', { type: typeOf(error) })
      }
    },
  }
}
