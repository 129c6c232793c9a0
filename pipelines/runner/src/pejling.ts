import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { root } from './home.ts'

// Some hundred source files are read at every start: keeping what Node made of them halves the time. Programs started
// from here share the folder.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/pejling')
enableCompileCache(process.env.NODE_COMPILE_CACHE)
const { main } = await import('./main.ts')
await main()
