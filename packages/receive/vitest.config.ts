import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'receive', include: ['test/**/*.test.ts'], environment: 'node' },
})
