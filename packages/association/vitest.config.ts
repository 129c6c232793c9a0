import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'association', include: ['test/**/*.test.ts'], environment: 'node' },
})
