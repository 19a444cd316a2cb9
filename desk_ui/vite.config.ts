import { defineConfig } from 'vite'
import { buildInto } from '../vite.shared.ts'

// One script and one style sheet under names that the Jinja templates can write down.
export default defineConfig({
  base: '/static/desk/',
  build: {
    ...buildInto('desk'),
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/main.ts',
      // htmx carries an eval for hx-on and js: values; the page's content security policy forbids it to run.
      checks: { eval: false },
      output: {
        format: 'iife',
        entryFileNames: 'desk.js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'desk.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
})
