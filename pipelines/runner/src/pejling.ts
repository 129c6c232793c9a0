import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Some hundred source files are read at every start: keeping what Node made of them halves the time. Nothing of ours is
// imported before that is said, and programs started from here share the folder.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../../node_modules/.cache/pejling')
enableCompileCache(process.env.NODE_COMPILE_CACHE)
const { main } = await import('./main.ts')
await main()
