// Turns the pages of a long list by the time it has been shown. It must not know what is on them.
import { pageAt } from './board_pages'

/** The page to be seen now; `pages()` may change at any time. Call it while a component is set up. */
export function turningPages(pages: () => number): { readonly page: number } {
  const shownAt_ms = performance.now()
  let page = $state(0)
  $effect(() => {
    const count = pages()
    const look = () => (page = pageAt(performance.now() - shownAt_ms, count))
    look()
    if (count <= 1) return
    const looking = setInterval(look, 500)
    return () => clearInterval(looking)
  })
  return {
    get page() {
      return Math.min(page, Math.max(0, pages() - 1))
    },
  }
}
