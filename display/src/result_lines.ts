// The lines beside a published result: where its figure comes from, as much as the message carries.
// It must not add anything up: every figure is the server's.
import type { JudgeLine, ResultValue } from 'live_client'
import { t } from 'live_client'

export interface ResultLine {
  kind: 'panel' | 'counted' | 'factor' | 'bonus' | 'penalty'
  label: string
  /** Decimal text; null where the figure is not there. */
  points: string | null
  /** Stands before the points: "+", "−", "×" or nothing. */
  sign: string
}

/** The jury's figure, counted points, factor, then every bonus and penalty with its reason; a lone figure needs no lines. */
export function resultLines(result: ResultValue): ResultLine[] {
  const lines: ResultLine[] = []
  if (result.panel != null) {
    lines.push({ kind: 'panel', label: t('Điểm Ban Giám khảo', 'Jury’s figure'), points: result.panel, sign: '' })
  }
  if (result.counted != null) {
    lines.push({ kind: 'counted', label: t('Điểm ghi nhận', 'Counted points'), points: result.counted, sign: '' })
  }
  if (Number(result.round.factor) !== 1) {
    lines.push({ kind: 'factor', label: t('Hệ số', 'Factor'), points: result.round.factor, sign: '×' })
  }
  for (const { points, reason } of result.bonus) {
    lines.push({ kind: 'bonus', label: labelled(t('Điểm cộng', 'Bonus'), reason), points, sign: '+' })
  }
  for (const { points, reason } of result.penalty) {
    lines.push({ kind: 'penalty', label: labelled(t('Điểm trừ', 'Penalty'), reason), points, sign: '−' })
  }
  const isTheValueItself = lines.length === 1 && Number(lines[0]?.points) === Number(result.value)
  return isTheValueItself ? [] : lines
}

/** A judge's name where names are published, else "GK 1". */
export function judgeText(judge: Pick<JudgeLine, 'label' | 'number'>): string {
  return judge.label === '' ? t(`GK ${judge.number}`, `Judge ${judge.number}`) : judge.label
}

/** Titles of the criteria that the judges' lines carry, in their order; empty where only totals are published. */
export function criteriaOf(result: ResultValue): { criterion: string; title: string }[] {
  const seen = new Map<string, string>()
  for (const judge of result.judges) for (const line of judge.marks) seen.set(line.criterion, line.title)
  return [...seen].map(([criterion, title]) => ({ criterion, title }))
}

function labelled(what: string, reason: string): string {
  return reason === '' ? what : `${what}: ${reason}`
}
