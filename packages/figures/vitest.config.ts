import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'figures', include: ['test/**/*.test.ts'], environment: 'node' },
})
