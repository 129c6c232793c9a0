import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: 'derive', include: ['test/**/*.test.ts'], environment: 'node' } })
