import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'operation', include: ['test/**/*.test.ts'], environment: 'node' },
})
