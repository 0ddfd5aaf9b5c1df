import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge } from '#shared/contract'

// The names are prefixed, so that no channel of Electron's own can be reached through this object.
const bridge: Bridge = Object.freeze<Bridge>({
  call: (channel, input) => ipcRenderer.invoke(`keyrack:call:${channel}`, input),
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
