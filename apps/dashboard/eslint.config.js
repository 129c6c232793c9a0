import house from '../../eslint.config.js'

export default [
  ...house,
  {
    files: ['**/*.svelte'],
    // The dashboard is served from the root of its address, and links of a study cannot be known to the router's types.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
]
