// Which scene the wall draws for a stage, and what makes it another picture rather than the same one changing.
import type { StageValue } from 'live_client'

export type Shown = 'waiting' | 'on_stage' | 'result' | 'board' | 'draw'

/** The scene to draw; a kind from a newer server, or one whose part is missing, falls back to waiting. */
export function sceneShown(stage: StageValue): Shown {
  switch (stage.scene.kind) {
    case 'on_stage':
      return stage.on_stage ? 'on_stage' : 'waiting'
    case 'result':
      return stage.result ? 'result' : 'waiting'
    case 'board':
      return 'board'
    case 'draw':
      return stage.draw ? 'draw' : 'waiting'
    default:
      return 'waiting'
  }
}

/** Names the picture: while it stays the same the scene is changed in place, another one is faded in. */
export function pictureKey(stage: StageValue): string {
  const shown = sceneShown(stage)
  if (shown === 'on_stage') return `${shown}/${stage.on_stage?.round.id}/${stage.on_stage?.entry.id}`
  if (shown === 'result') return `${shown}/${stage.result?.round.id}/${stage.result?.entry.id}`
  if (shown === 'draw') return `${shown}/${stage.draw?.draw}`
  return shown
}
