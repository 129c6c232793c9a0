import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // Absolute addresses for assets, so that a page that is morphed into another keeps them.
      paths: { relative: false },
      // The hook asks every form where it comes from, more strictly, and writes down what it refuses.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  // The rooms of the house are loaded as they are: Node runs their TypeScript, and the build does not go stale with them.
  environments: { ssr: { build: { rolldownOptions: { external: [/^@pejling\//] } } } },
})
