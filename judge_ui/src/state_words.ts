// A sheet's state in words. Colour and shape say the same beside it, never alone.
import { say, t } from 'live_client'
import type { SheetState } from './sheet_state'

/** The time of day on this device, "19:42:07". */
export function timeOfDay(at_ms: number): string {
  const at = new Date(at_ms)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** One short line for a list or a chip; `waiting` is how many sheets wait on this device. */
export function stateWords(state: SheetState, waiting: number): string {
  switch (state.kind) {
    case 'open':
      return t('Chưa chấm', 'Not marked')
    case 'not_yet':
      return t('Chưa tới lúc chấm', 'Marking has not begun')
    case 'closed':
      return t('Đã đóng, không có phiếu', 'Closed, no sheet')
    case 'recused':
      return t('Tránh, không chấm', 'Recused')
    case 'draft':
      return state.isCorrection ? t('Bản sửa chưa nộp', 'Correction not submitted') : t('Bản nháp, chưa nộp', 'Draft, not submitted')
    case 'waiting':
      return waiting > 1 ? t(`Đang chờ gửi (${waiting} phiếu)`, `Waiting to be sent (${waiting})`) : t('Đang chờ gửi', 'Waiting to be sent')
    case 'saved':
      return state.onPaper
        ? t(`Đã lưu ${timeOfDay(state.at_ms)}, nhập từ phiếu giấy`, `Saved ${timeOfDay(state.at_ms)}, typed from paper`)
        : t(`Đã lưu ${timeOfDay(state.at_ms)}`, `Saved ${timeOfDay(state.at_ms)}`)
    case 'refused':
      return t('Bị từ chối', 'Refused')
    case 'late':
      if (state.isDeclined) return t('Đến muộn, không được nhận', 'Came late, not accepted')
      return state.isCorrection
        ? t('Bản sửa đến muộn, chờ Trưởng Ban Giám khảo', 'Correction came late, waits for the head judge')
        : t('Đến muộn, chờ Trưởng Ban Giám khảo', 'Came late, waits for the head judge')
  }
}

/** What the judge should know or do about it; empty where the short line says all. */
export function stateAdvice(state: SheetState): string {
  switch (state.kind) {
    case 'not_yet':
      return t('Chấm nháp được; nộp khi phần thi mở chấm.', 'You may draft; submit when marking opens.')
    case 'draft':
      return state.isCorrection ? t('Phiếu đã nộp vẫn giữ nguyên cho tới khi nộp bản sửa.', 'The submitted sheet stands until the correction is submitted.') : ''
    case 'waiting':
      return t('Phiếu đã nằm trên máy này và sẽ tự gửi khi có mạng.', 'The sheet is on this device and goes out by itself when the line is back.')
    case 'refused':
      return say(state.words)
    case 'late':
      if (state.isDeclined) return t('Trưởng Ban Giám khảo đã quyết định không nhận phiếu này.', 'The head judge decided not to accept this sheet.')
      return state.isCorrection
        ? t(
            'Máy chủ đã giữ bản sửa. Phiếu đã nộp trước vẫn giữ nguyên, trừ khi Trưởng Ban Giám khảo nhận bản sửa.',
            'The server keeps the correction. The sheet submitted before stands, unless the head judge accepts the correction.',
          )
        : t('Máy chủ đã giữ phiếu. Trưởng Ban Giám khảo sẽ quyết định nhận hay không.', 'The server keeps the sheet. The head judge decides whether it counts.')
    case 'open':
    case 'closed':
    case 'recused':
      return ''
    case 'saved':
      return state.isOtherWaiting
        ? t(
            'Một phiếu khác của giám khảo cho đội này đến muộn, chờ Trưởng Ban Giám khảo quyết định. Phiếu đang hiện vẫn giữ nguyên cho tới lúc đó.',
            'Another sheet of yours for this team came late and waits for the head judge. The one shown stands until then.',
          )
        : ''
  }
}
