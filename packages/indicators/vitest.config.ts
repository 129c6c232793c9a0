import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'indicators', include: ['test/**/*.test.ts'], environment: 'node' },
})
