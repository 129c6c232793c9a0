import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'notebook', include: ['test/**/*.test.ts'], environment: 'node' },
})
