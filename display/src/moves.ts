// Which rows of a picture moved, and by how much: the arithmetic behind the motion of places (FLIP).
// It must not touch the page.

/** How far a row's old cell lies from its new one, in cells. */
export interface Move {
  columns: number
  rows: number
}

/** The moves of the rows that are in both pictures, by id; rows that stayed are left out. */
export function movesBetween(
  before: readonly string[],
  after: readonly string[],
  perColumnBefore: number,
  perColumnAfter: number,
): Map<string, Move> {
  const cells = new Map(before.map((id, at) => [id, cellOf(at, perColumnBefore)]))
  const moves = new Map<string, Move>()
  after.forEach((id, at) => {
    const old = cells.get(id)
    if (!old) return
    const cell = cellOf(at, perColumnAfter)
    const move = { columns: old.columns - cell.columns, rows: old.rows - cell.rows }
    if (move.columns !== 0 || move.rows !== 0) moves.set(id, move)
  })
  return moves
}

function cellOf(at: number, perColumn: number): Move {
  return { columns: Math.floor(at / perColumn), rows: at % perColumn }
}
