import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'warehouse', include: ['test/**/*.test.ts'], environment: 'node' },
})
