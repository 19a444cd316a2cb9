import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { buildInto } from '../vite.shared.ts'

export default defineConfig({
  base: '/static/judge/',
  plugins: [svelte({ configFile: false })],
  build: buildInto('judge'),
})
