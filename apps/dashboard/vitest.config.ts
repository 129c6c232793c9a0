import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'dashboard',
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // One real house for all files: PostgreSQL, an edition made by the pipelines, and the built dashboard.
    globalSetup: ['test/global-setup.ts'],
    // The house serves all files at once; more of them at a time only makes each slower.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
