/** What a hostile file might make a process do. */
const kept: unknown[] = []
process.on('message', ({ what }: { what: 'wait' | 'hold' | 'heap' | 'environment' }) => {
  if (what === 'wait') setInterval(() => undefined, 1000)
  if (what === 'hold') setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 20)
  if (what === 'heap') for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => `${i}`))
  if (what === 'environment') {
    const names = Object.keys(process.env).filter((name) => /DATABASE|SECRET|PEJLING|TOKEN/.test(name))
    process.send!({ result: names })
  }
})
