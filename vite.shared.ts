// What every front end's build has in common: the oldest browser, and where the result goes.
// It must not know any one page.
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'vite'

/** Older Android tablets stop at about this Chrome; `lib` in tsconfig.base.json says the same. */
export const OLDEST_BROWSER = 'chrome87'

/** Build options of the front end that the server serves below /static/<folder>/. */
export function buildInto(folder: 'judge' | 'display' | 'desk'): BuildOptions {
  return {
    target: OLDEST_BROWSER,
    cssTarget: OLDEST_BROWSER,
    outDir: fileURLToPath(new URL(`./contest_app/static/${folder}`, import.meta.url)),
    emptyOutDir: true,
    reportCompressedSize: false,
    sourcemap: false,
  }
}
