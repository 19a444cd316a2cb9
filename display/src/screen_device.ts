// What a screen in a hall wants from its device: stay awake, fill the screen. Both only where the browser offers them.

/** Keeps the device awake while the page is seen (on HTTPS or the machine itself only) and fills the screen on F or a double-click. */
export function settleIn(): void {
  void stayAwake()
  document.addEventListener('visibilitychange', () => void stayAwake())
  document.addEventListener('dblclick', () => void toggleFullScreen())
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey) void toggleFullScreen()
  })
}

async function stayAwake(): Promise<void> {
  try {
    if (document.visibilityState === 'visible') await navigator.wakeLock?.request('screen')
  } catch {
    // Battery saving or a page the browser does not trust: the operator sets the machine not to sleep.
  }
}

async function toggleFullScreen(): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())
  } catch {
    // Not allowed here: the picture is the same in a window.
  }
}
