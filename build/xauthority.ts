/**
 * The content of an X authority file with one cookie that is good for every display: five fields (family, address, display
 * number, name, data), each but the first led by its length, all big-endian. Format: Xau(3) of libXau.
 */
export function xauthority(cookie: Buffer): Buffer {
  const wildFamily = Buffer.from([0xff, 0xff])
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie]
  return Buffer.concat([
    wildFamily,
    ...fields.flatMap((field) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(field.length)
      return [length, field]
    }),
  ])
}
