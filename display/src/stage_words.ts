// The sentences of the stage: turn, sheets handed in, states of performances and rounds, dates.
// It must not know how they are drawn.
import type { ContestBrief, EntryBrief, OnStage, RoundBrief } from 'live_client'
import { t } from 'live_client'

/** "Đội thi 3/10": the turn in the running order. */
export function turnText(turn: number, turns: number): string {
  return t(`Đội thi ${turn}/${turns}`, `Team ${turn} of ${turns}`)
}

/** "Số báo danh 4". */
export function numberText(entry: EntryBrief): string {
  return t(`Số báo danh ${entry.number}`, `Number ${entry.number}`)
}

/** "Phần thi 2/4": where the round stands in the contest. */
export function roundPositionText(round: RoundBrief): string {
  return t(`Phần thi ${round.number}/${round.of}`, `Round ${round.number} of ${round.of}`)
}

/** "4/5 giám khảo đã nộp phiếu"; null where no sheets are expected. */
export function handedInText(onStage: OnStage): string | null {
  const { handed_in: done, expected } = onStage
  if (expected <= 0) return null
  if (done >= expected) return t(`Cả ${expected} giám khảo đã nộp phiếu`, `All ${expected} judges have handed in`)
  return t(`${done}/${expected} giám khảo đã nộp phiếu`, `${done} of ${expected} judges have handed in`)
}

/** What the team on stage is at. */
export function performanceText(status: OnStage['status']): string {
  switch (status) {
    case 'waiting':
      return t('Chuẩn bị', 'Getting ready')
    case 'on_stage':
      return t('Đang trình bày', 'Performing')
    case 'marking':
      return t('Ban Giám khảo đang chấm điểm', 'The jury is marking')
    case 'closed':
      return t('Đã chấm xong', 'Marking is complete')
    default:
      return ''
  }
}

/** The state of a round, as shape and words. */
export function roundState(status: RoundBrief['status']): { shape: string; words: string } {
  switch (status) {
    case 'open':
      return { shape: '▶', words: t('Đang thi', 'Under way') }
    case 'closed':
      return { shape: '✔', words: t('Đã thi xong', 'Completed') }
    case 'signed':
      return { shape: '✔', words: t('Đã xác nhận kết quả', 'Result signed') }
    default:
      return { shape: '○', words: t('Chưa thi', 'To come') }
  }
}

/** "Nhà văn hóa huyện, ngày 20 tháng 9 năm 2024"; a date that is no ISO date stays as it was written. */
export function whereAndWhen(contest: Pick<ContestBrief, 'place' | 'held_on'>): string {
  return [contest.place, dateText(contest.held_on)].filter((part) => part !== '').join(', ')
}

/** "ngày 05 tháng 9 năm 2024": days and the months 1 and 2 with a leading 0, as state papers write them. */
export function dateText(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!parts) return date
  const [, year = '', month = '', day = ''] = parts
  const monthVi = Number(month) <= 2 ? month : String(Number(month))
  return t(`ngày ${day} tháng ${monthVi} năm ${year}`, `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`)
}

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
]

/** The name in two parts: the unit is left out where it only says the name again. */
export function unitBeside(entry: EntryBrief): string {
  return entry.unit.normalize('NFC').trim() === entry.name.normalize('NFC').trim() ? '' : entry.unit
}
