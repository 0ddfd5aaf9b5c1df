import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectBus } from '#main/adapters/node/dbus/bus'
import { LinuxSession, type LinuxPlaces } from '#main/adapters/node/dbus/linux-session'
import { systemClock } from '#main/adapters/node/clock'
import type { Clock } from '#main/ports/clock'
import type { SystemEvent } from '#main/ports/system-events'
import { FakeLog } from '#test/support/fake-log'

const login = 'org.freedesktop.login1'
const root = '/org/freedesktop/login1'
const mySession = `${root}/session/_32`
const otherSession = `${root}/session/_33`
const nobody = { sessionId: null, pid: 999 }

const missing =
  spawnSync('dbus-daemon', ['--version']).status === 0 ? undefined : 'dbus-daemon not found: install the package dbus'

/** Waits fifty times shorter for what does not answer. */
const hurriedClock: Clock = {
  now: () => systemClock.now(),
  after: (ms, action) => systemClock.after(ms / 50, action),
}

/** Answers as logind does when it is asked for a session; null for what it does not know. */
function loginAnswer(asked: Message): Message | null {
  const [first, second] = asked.body
  if (asked.member === 'GetSession' && first === '2') return Message.newMethodReturn(asked, 'o', [mySession])
  if (asked.member === 'GetSessionByPID' && first === 4242) return Message.newMethodReturn(asked, 'o', [mySession])
  if (asked.path === `${root}/user/self` && second === 'Display') {
    return Message.newMethodReturn(asked, 'v', [new Variant('(so)', ['2', mySession])])
  }
  return null
}

if (missing !== undefined) {
  it('hears on D-Bus what happens to the session', ({ skip }) => {
    if (process.env['KEYRACK_REQUIRE_E2E'] === '1') expect.fail(missing)
    skip(missing)
  })
} else {
  describe('on a bus with a login manager and a lock screen', () => {
    let folder: string
    let bus: { readonly daemon: ChildProcess; readonly address: string }
    let fake: MessageBus
    let happened: SystemEvent[]
    let told: () => void
    const sessions: LinuxSession[] = []

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'keyrack-dbus-'))
      bus = await startBus(folder)
      fake = await connect(bus.address)
      happened = []
      told = () => undefined
    })

    afterEach(async () => {
      for (const session of sessions.splice(0)) session.end()
      fake.disconnect()
      await stop(bus.daemon)
      rmSync(folder, { recursive: true })
    })

    /** Looks once at this bus, which is both the system's and the session's. */
    async function look(places: Partial<LinuxPlaces> = {}, clock: Clock = systemClock): Promise<LinuxSession> {
      const session = new LinuxSession(
        { clock, log: new FakeLog() },
        { systemBus: bus.address, sessionBus: bus.address, sessionId: '2', pid: 4242, ...places },
        {
          happened: (event) => {
            happened.push(event)
            told()
          },
          tellingsChanged: () => undefined,
        },
      )
      sessions.push(session)
      await session.look()
      return session
    }

    const signal = (path: string, iface: string, member: string, signature = '', body: unknown[] = []): void =>
      fake.send(Message.newSignal(path, iface, member, signature, body))

    /** Waits for the next event, whatever it is; the test's time limit ends what never comes. */
    const next = (): Promise<void> =>
      happened.length > 0 ? Promise.resolve() : new Promise((resolve) => (told = () => resolve()))

    /** What came until a signal that is known to be heard: the bus keeps their order. */
    async function untilSleep(): Promise<SystemEvent[]> {
      while (happened.at(-1) !== 'suspend') {
        const more = new Promise<void>((resolve) => (told = () => resolve()))
        if (happened.at(-1) !== 'suspend' && !happened.includes('suspend')) {
          signal(root, `${login}.Manager`, 'PrepareForSleep', 'b', [true])
        }
        await more
      }
      return happened
    }

    const changed = (path: string, values: Record<string, boolean>): void =>
      signal(path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as', [
        `${login}.Session`,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Variant('b', value)])),
        [],
      ])

    async function haveLogin(): Promise<void> {
      fake.addMethodHandler((asked) => {
        const answer = loginAnswer(asked)
        if (answer !== null) fake.send(answer)
        return answer !== null
      })
      await fake.requestName(login)
    }

    it('hears that the session is locked by the login manager', async () => {
      await haveLogin()
      await look()
      signal(mySession, `${login}.Session`, 'Lock')
      await next()
      expect(happened).toEqual(['lock'])
    })

    it('hears that the desktop locked the session by itself', async () => {
      await haveLogin()
      await look()
      changed(mySession, { LockedHint: true })
      await next()
      expect(happened).toEqual(['lock'])
    })

    it('hears that another user took the screen', async () => {
      await haveLogin()
      await look()
      changed(mySession, { Active: false })
      await next()
      expect(happened).toEqual(['user-switch'])
    })

    it('hears that the computer goes to sleep', async () => {
      await haveLogin()
      await look()
      expect(await untilSleep()).toEqual(['suspend'])
    })

    it.each(['org.freedesktop.ScreenSaver', 'org.gnome.ScreenSaver'])(
      'hears that %s locked the screen',
      async (name) => {
        await fake.requestName(name)
        await look()
        signal('/ScreenSaver', name, 'ActiveChanged', 'b', [true])
        await next()
        expect(happened).toEqual(['lock'])
      },
    )

    it('takes no notice of other sessions, of unlocking and of other properties', async () => {
      await haveLogin()
      await fake.requestName('org.gnome.ScreenSaver')
      await look()
      signal(otherSession, `${login}.Session`, 'Lock')
      signal(mySession, `${login}.Session`, 'Unlock')
      signal('/ScreenSaver', 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [false])
      changed(otherSession, { Active: false })
      changed(mySession, { Active: true, LockedHint: false })
      expect(await untilSleep()).toEqual(['suspend'])
    })

    it.each([
      ['by the environment', { sessionId: '2', pid: 999 }],
      ['by the process, when the environment names another', { sessionId: '77', pid: 4242 }],
      ['as the one that shows the screen, when the process is in none', nobody],
    ])('finds the session %s', async (_how, places) => {
      await haveLogin()
      const session = await look(places)
      expect(session.tellings()).toMatchObject({ userSwitch: 'yes' })
      signal(mySession, `${login}.Session`, 'Lock')
      await next()
      expect(happened).toEqual(['lock'])
    })

    it('says what can be told: everything', async () => {
      await haveLogin()
      await fake.requestName('org.gnome.ScreenSaver')
      expect((await look()).tellings()).toEqual({ systemLock: 'yes', suspend: 'yes', userSwitch: 'yes' })
    })

    it('says that a lock screen may not tell where there is a login manager only', async () => {
      await haveLogin()
      expect((await look()).tellings()).toEqual({ systemLock: 'partly', suspend: 'yes', userSwitch: 'yes' })
    })

    it.each(['/org/freedesktop/ScreenSaver', '/ScreenSaver'])(
      'says that a lock screen of the common name tells, which answers at %s',
      async (path) => {
        fake.addMethodHandler((asked) => {
          if (asked.member !== 'GetActive' || asked.path !== path) return false
          fake.send(Message.newMethodReturn(asked, 'b', [false]))
          return true
        })
        await fake.requestName('org.freedesktop.ScreenSaver')
        expect((await look()).tellings()).toMatchObject({ systemLock: 'yes' })
      },
    )

    it('promises nothing for a program that only keeps the screen awake under that name', async () => {
      await haveLogin()
      await fake.requestName('org.freedesktop.ScreenSaver')
      expect((await look()).tellings()).toMatchObject({ systemLock: 'partly' })
    })

    it('says that nobody tells on a bus without services', async () => {
      expect((await look()).tellings()).toEqual({
        systemLock: 'no-service',
        suspend: 'no-service',
        userSwitch: 'no-service',
      })
    })

    it('notices at the next look that a service has come', async () => {
      const session = await look()
      await haveLogin()
      await session.look()
      expect(session.tellings()).toMatchObject({ suspend: 'yes', userSwitch: 'yes' })
      signal(mySession, `${login}.Session`, 'Lock')
      await next()
      expect(happened).toEqual(['lock'])
    })

    it('hears of sleep from a login manager that came later and has no session of ours', async () => {
      const session = await look({ sessionId: null, pid: 999 })
      await fake.requestName(login)
      fake.addMethodHandler((asked) => {
        if (asked.destination !== login) return false
        fake.send(Message.newError(asked, `${login}.NoSessionForPID`, 'none'))
        return true
      })
      await session.look()
      expect(session.tellings()).toMatchObject({ suspend: 'yes', userSwitch: 'no-service' })
      expect(await untilSleep()).toEqual(['suspend'])
    })

    it('notices at the next look that the bus has gone', async () => {
      await haveLogin()
      const session = await look({}, hurriedClock)
      expect(session.tellings()).toMatchObject({ suspend: 'yes' })
      await stop(bus.daemon)
      await session.look()
      expect(session.tellings()).toEqual({ systemLock: 'no-bus', suspend: 'no-bus', userSwitch: 'no-bus' })
    })

    it('hears nothing more once it has ended', async () => {
      await haveLogin()
      const session = await look()
      session.end()
      signal(mySession, `${login}.Session`, 'Lock')
      await look()
      expect(await untilSleep()).toEqual(['suspend'])
    })
  })
}

describe('without a bus', () => {
  it.each([
    ['nobody listens at the address', 'unix:path=/nonexistent/keyrack-bus'],
    ['the address is on another computer', 'tcp:host=192.0.2.1,port=1'],
    ['the address runs a program', 'unixexec:path=/bin/false'],
    ['the address makes no sense', 'nonsense'],
  ])('says so when %s', async (_what, address) => {
    const session = new LinuxSession(
      { clock: systemClock, log: new FakeLog() },
      { systemBus: address, sessionBus: null, sessionId: null, pid: 1 },
      { happened: () => undefined, tellingsChanged: () => undefined },
    )
    await session.look()
    expect(session.tellings()).toEqual({ systemLock: 'no-bus', suspend: 'no-bus', userSwitch: 'no-bus' })
    session.end()
  })

  it('never connects to anything but a socket of this computer', async () => {
    await expect(connectBus('tcp:host=192.0.2.1,port=1', systemClock, () => undefined)).rejects.toThrow(/local socket/)
  })
})

async function startBus(folder: string): Promise<{ daemon: ChildProcess; address: string }> {
  const address = `unix:path=${join(folder, 'bus')}`
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', `--address=${address}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: daemon.stdout })) return { daemon, address: line }
  throw new Error('dbus-daemon said nothing')
}

async function connect(address: string): Promise<MessageBus> {
  const fake = sessionBus({ busAddress: address })
  await new Promise<void>((resolve) => fake.once('connect', () => resolve()))
  return fake
}

async function stop(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = new Promise((resolve) => daemon.once('exit', resolve))
  daemon.kill()
  await ended
}
