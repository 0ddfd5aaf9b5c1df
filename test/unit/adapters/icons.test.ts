import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { numberIcon, templateIcon, tileIcon } from '#main/adapters/icons'
import { pngOf, type Picture } from '#main/adapters/png'

const pointAt = ({ size, rgba }: Picture, x: number, y: number) => [
  ...rgba.subarray((Math.floor(y * size) * size + Math.floor(x * size)) * 4).subarray(0, 4),
]
const alphas = ({ rgba }: Picture) => rgba.filter((_, index) => index % 4 === 3)
const covered = (picture: Picture) => alphas(picture).reduce((sum, alpha) => sum + alpha, 0) / 255 / picture.size ** 2

describe('the small pictures', () => {
  it('are a tile with a white key, and a red dot when something is due', () => {
    for (const size of [16, 22, 32, 44]) {
      expect(pointAt(tileIcon(size, false), 0.5, 0.2)).toEqual([47, 98, 211, 255])
      expect(pointAt(tileIcon(size, false), 0.55, 0.5)).toEqual([255, 255, 255, 255])
      expect(pointAt(tileIcon(size, false), 0.01, 0.01)[3]).toBeLessThan(40)
      expect(pointAt(tileIcon(size, true), 0.82, 0.18)).toEqual([217, 45, 32, 255])
    }
  })

  it('are black for macOS, which colours them itself, with much left free', () => {
    const template = templateIcon(36, false)
    for (let at = 0; at < template.rgba.length; at += 4)
      expect([...template.rgba.subarray(at, at + 3)]).toEqual([0, 0, 0])
    expect(covered(template)).toBeGreaterThan(0.1)
    expect(covered(template)).toBeLessThan(0.5)
    expect(covered(templateIcon(36, true))).not.toBe(covered(template))
  })

  it('tell numbers from one another, up to nine and beyond', () => {
    const pictures = Array.from({ length: 10 }, (_, index) => numberIcon(16, index + 1).rgba.join())
    expect(new Set(pictures).size).toBe(10)
    expect(numberIcon(16, 10).rgba).toEqual(numberIcon(16, 4000).rgba)
  })

  it('are PNG files with every point as it was drawn', () => {
    const picture = tileIcon(22, true)
    const png = pngOf(picture)
    expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([22, 22])
    const start = png.indexOf('IDAT') + 4
    const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
    const points = Array.from({ length: 22 }, (_, y) => [...rows.subarray(y * 89 + 1, (y + 1) * 89)]).flat()
    expect(points).toEqual([...picture.rgba])
  })
})
