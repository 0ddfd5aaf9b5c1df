import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, Channel } from '#shared/contract'

// The names are prefixed, so that no channel of Electron's own can be reached through this object.
const ask = (channel: Channel, input: unknown) => ipcRenderer.invoke(`keyrack:call:${channel}`, input)

/** Names a file. The page cannot: it has main read one that the person dropped, and no other. */
const dropped = 'import.dropped' satisfies Channel

const bridge: Bridge = Object.freeze<Bridge>({
  call: (channel, input) => {
    if ((channel as Channel) === dropped) return Promise.reject(new Error('not for the page'))
    return ask(channel, input)
  },
  dropped: (file, jobId) => ask(dropped, { path: webUtils.getPathForFile(file as File), jobId }),
  on: (event, listener) => {
    const name = `keyrack:event:${event}`
    const forward = (_: IpcRendererEvent, json: string) => listener(json)
    ipcRenderer.on(name, forward)
    return () => {
      ipcRenderer.off(name, forward)
    }
  },
})

contextBridge.exposeInMainWorld('keyrack', bridge)
