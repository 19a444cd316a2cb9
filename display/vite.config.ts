import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { buildInto } from '../vite.shared.ts'

export default defineConfig({
  base: '/static/display/',
  plugins: [svelte({ configFile: false })],
  build: buildInto('display'),
})
