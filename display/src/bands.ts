// What stands above every scene, and how high it is, in hundredths of the screen's height (see the styles of each band):
// a scene that counts its rows has so much less room.

const DEMO_BAND = 3.4
const REHEARSAL_BAND = 6

/** The height of the bands above a scene. */
export function bandsHeight(isDemo: boolean, isRehearsal: boolean): number {
  return (isDemo ? DEMO_BAND : 0) + (isRehearsal ? REHEARSAL_BAND : 0)
}
