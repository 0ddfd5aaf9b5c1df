import type { Picture } from './png.ts'

/**
 * Keyrack's small pictures, drawn by rule: sharp at every size a desktop asks for, and no files that a package could lose.
 */

type Colour = readonly [red: number, green: number, blue: number]

/** How much of a point a shape covers, from its distance to the shape's edge: below 0 inside. In points. */
type Shape = (x: number, y: number) => number

const blue: Colour = [47, 98, 211]
const white: Colour = [255, 255, 255]
const black: Colour = [0, 0, 0]
const red: Colour = [217, 45, 32]

/** A key in a blue tile, which light and dark panels both show; `alert`: with a red dot. */
export function tileIcon(size: number, alert: boolean): Picture {
  const canvas = createCanvas(size)
  canvas.fill(roundedSquare(size * 0.5, size * 0.22), blue)
  canvas.fill(key(size, 0.11, 0.78), white)
  if (alert) drawDot(canvas, size, red)
  return canvas.picture
}

/** A key alone, in black: what macOS wants, to colour it as its menu bar is; `alert`: with a dot. */
export function templateIcon(size: number, alert: boolean): Picture {
  const canvas = createCanvas(size)
  canvas.fill(key(size, 0.04, 0.92), black)
  if (alert) drawDot(canvas, size, black)
  return canvas.picture
}

/** A number in a red circle, for the task bar of Windows; beyond 9 it is `9+`. */
export function numberIcon(size: number, number: number): Picture {
  const canvas = createCanvas(size)
  canvas.fill(circle(size / 2, size / 2, size / 2), red)
  const glyphs = number > 9 ? ['9', '+'] : [String(number)]
  const dot = Math.max(1, Math.floor(size / (glyphs.length === 1 ? 7 : 9)))
  const width = (glyphs.length * 4 - 1) * dot
  const [left, top] = [Math.floor((size - width) / 2), Math.floor((size - 5 * dot) / 2)]
  for (const [place, glyph] of glyphs.entries()) {
    for (const [line, bits] of (digits[glyph] ?? []).entries()) {
      for (let column = 0; column < 3; column += 1) {
        if ((bits & (4 >> column)) === 0) continue
        const [x, y] = [left + (place * 4 + column) * dot, top + line * dot]
        canvas.fill(box(x + dot / 2, y + dot / 2, dot / 2, dot / 2), white)
      }
    }
  }
  return canvas.picture
}

/** Three columns by five lines, a number a line. */
const digits: Readonly<Record<string, readonly number[]>> = {
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 7, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 1, 1, 1],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '+': [0, 2, 7, 2, 0],
}

interface Canvas {
  readonly picture: Picture
  readonly fill: (shape: Shape, colour: Colour) => void
  /** Takes away what the shape covers. */
  readonly clear: (shape: Shape) => void
}

function createCanvas(size: number): Canvas {
  const rgba = new Uint8Array(size * size * 4)
  function each(shape: Shape, draw: (at: number, coverage: number) => void): void {
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const coverage = Math.min(1, Math.max(0, 0.5 - shape(x + 0.5, y + 0.5)))
        if (coverage > 0) draw((y * size + x) * 4, coverage)
      }
    }
  }
  return {
    picture: { size, rgba },
    fill: (shape, colour) => {
      each(shape, (at, coverage) => {
        const below = ((rgba[at + 3] ?? 0) / 255) * (1 - coverage)
        const alpha = coverage + below
        for (const channel of [0, 1, 2] as const) {
          rgba[at + channel] = Math.round((colour[channel] * coverage + (rgba[at + channel] ?? 0) * below) / alpha)
        }
        rgba[at + 3] = Math.round(alpha * 255)
      })
    },
    clear: (shape) => {
      each(shape, (at, coverage) => {
        rgba[at + 3] = Math.round((rgba[at + 3] ?? 0) * (1 - coverage))
      })
    },
  }
}

/** At the upper right, with a gap around it. */
function drawDot(canvas: Canvas, size: number, colour: Colour): void {
  const [x, y, radius] = [size * 0.82, size * 0.18, size * 0.18]
  canvas.clear(circle(x, y, radius + size * 0.06))
  canvas.fill(circle(x, y, radius), colour)
}

/** A key that lies on its side: a ring, a shaft and two teeth, from `left` on and `width` wide, in shares of the size. */
function key(size: number, left: number, width: number): Shape {
  const at = (share: number): number => (left + share * width) * size
  const unit = width * size
  const middle = size / 2
  const stroke = unit * 0.085
  const ring = circle(at(0.26), middle, unit * 0.175)
  const shaft = box(at(0.71), middle, unit * 0.29, stroke)
  const teeth = [0.71, 0.93].map((share) => box(at(share), middle + unit * 0.12, stroke * 0.82, unit * 0.12))
  return (x, y) => Math.min(Math.abs(ring(x, y)) - stroke, shaft(x, y), ...teeth.map((tooth) => tooth(x, y)))
}

function circle(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => Math.hypot(x - centreX, y - centreY) - radius
}

function box(centreX: number, centreY: number, halfWidth: number, halfHeight: number): Shape {
  return (x, y) => {
    const [outX, outY] = [Math.abs(x - centreX) - halfWidth, Math.abs(y - centreY) - halfHeight]
    return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0)
  }
}

function roundedSquare(half: number, radius: number): Shape {
  const inner = box(half, half, half - radius, half - radius)
  return (x, y) => inner(x, y) - radius
}
