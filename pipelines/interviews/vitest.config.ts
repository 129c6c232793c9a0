import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'interviews', include: ['test/**/*.test.ts'], environment: 'node' },
})
