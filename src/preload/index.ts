import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, Channel } from '#shared/contract'

// The names are prefixed, so that no channel of Electron's own can be reached through this object.
const nameOf = (channel: Channel) => `keyrack:call:${channel}`

/** These name a file. The page cannot: it has main read one that the person dropped, and no other. */
const dropped = nameOf('import.dropped')
const inspected = nameOf('inspect.dropped')

const bridge: Bridge = Object.freeze<Bridge>({
  call: (channel, input) => {
    // Compared as it is sent: what is no text is written as one only once.
    const name = nameOf(channel)
    if (name === dropped || name === inspected) return Promise.reject(new Error('not for the page'))
    return ipcRenderer.invoke(name, input)
  },
  dropped: (file, jobId) => ipcRenderer.invoke(dropped, { path: webUtils.getPathForFile(file as File), jobId }),
  inspectDropped: (file) => ipcRenderer.invoke(inspected, { path: webUtils.getPathForFile(file as File) }),
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
