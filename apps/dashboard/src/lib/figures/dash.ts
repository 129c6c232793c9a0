/** A short level stroke as a symbol of a plot, for what has no value or was not done. */
export const dash = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number) {
    const half = Math.sqrt(size) * 0.6
    context.moveTo(-half, 0)
    context.lineTo(half, 0)
  },
}
