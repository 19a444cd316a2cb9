import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// Tests stand beside what they test: <workspace>/src/**/*.test.ts. A test that needs IndexedDB says
// `import 'fake-indexeddb/auto'`.
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  // Without it Svelte resolves to its server build, which cannot mount a component.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['{live_client,judge_ui,display,desk_ui}/src/**/*.test.ts'],
    environment: 'happy-dom',
    // A context of its own for each file, but one environment a worker: five times as fast as a thread a file.
    pool: 'vmThreads',
    testTimeout: 10_000,
    passWithNoTests: false,
  },
})
