// The print button of a paper. Without a script the browser's own menu prints as well.
document.addEventListener('click', (event) => {
  if ((event.target as Element).closest('[data-print]')) window.print()
})
