import { afterEach, expect, test } from 'vitest'
import { setLanguage } from 'live_client'
import { figureText, placesOf } from './figures'
import { staleText, isStale } from './freshness'
import { screenPage } from './page'
import { criteriaOf, judgeText, resultLines } from './result_lines'
import { anEntry, aResult, aRound, onStage } from './sample_values'
import { dateText, handedInText, turnText, unitBeside, whereAndWhen } from './stage_words'

afterEach(() => setLanguage('vi'))

test('figures have a decimal comma in Vietnamese, a point in English, and a dash where there is none', () => {
  expect(figureText('17.5', 2)).toBe('17,50')
  expect(figureText('17.833', 2)).toBe('17,833')
  expect(figureText('-1')).toBe('−1')
  expect(figureText(null, 2)).toBe('–')
  setLanguage('en')
  expect(figureText('17.5', 2)).toBe('17.50')
  expect(placesOf(['17', null, '18.25'])).toBe(2)
})

test('sheets handed in are words; a counted round has none', () => {
  expect(handedInText(onStage())).toBe('4/5 giám khảo đã nộp phiếu')
  expect(handedInText(onStage({ handed_in: 5 }))).toBe('Cả 5 giám khảo đã nộp phiếu')
  expect(handedInText(onStage({ handed_in: 0, expected: 0 }))).toBeNull()
  expect(turnText(3, 10)).toBe('Đội thi 3/10')
})

test('dates are written as state papers write them', () => {
  expect(dateText('2024-09-05')).toBe('ngày 05 tháng 9 năm 2024')
  expect(dateText('2024-02-15')).toBe('ngày 15 tháng 02 năm 2024')
  expect(dateText('Sáng thứ Bảy')).toBe('Sáng thứ Bảy')
  expect(whereAndWhen({ place: '', held_on: '2024-10-20' })).toBe('ngày 20 tháng 10 năm 2024')
  setLanguage('en')
  expect(dateText('2024-09-05')).toBe('5 September 2024')
})

test('a unit that only repeats the name is not said twice, however its letters are composed', () => {
  expect(unitBeside(anEntry(1, { name: 'Xã Đào Xá', unit: 'Xã Đào Xá'.normalize('NFD') }))).toBe('')
  expect(unitBeside(anEntry(1))).not.toBe('')
})

test('a result shows the lines that the message carries, penalties with their reason', () => {
  const lines = resultLines(aResult({ bonus: [{ points: '1', reason: '' }], round: aRound({ factor: '2' }) }))
  expect(lines.map((line) => `${line.label} ${line.sign}${line.points}`)).toEqual([
    'Điểm Ban Giám khảo 17.83',
    'Hệ số ×2',
    'Điểm cộng +1',
    'Điểm trừ: quá giờ 1 phút −0.5',
  ])
})

test('a lone figure that is the result itself is not repeated as a line', () => {
  expect(resultLines(aResult({ panel: '17.330', penalty: [] }))).toEqual([])
  expect(resultLines(aResult({ panel: null, penalty: [] }))).toEqual([])
})

test('a judge is named only where the message names one', () => {
  expect(judgeText({ label: '', number: 2 })).toBe('GK 2')
  expect(judgeText({ label: 'Lê Hữu Phước', number: 3 })).toBe('Lê Hữu Phước')
})

test('criteria are those of the marks that are published', () => {
  expect(criteriaOf(aResult())).toEqual([])
  const marks = [{ criterion: 'content', title: 'Nội dung', mark: '7.5' }]
  const judges = [{ label: 'GK 1', number: 1, total: '7.5', used: true, marks }]
  expect(criteriaOf(aResult({ judges }))).toEqual([{ criterion: 'content', title: 'Nội dung' }])
})

test('a picture is out of date after some seconds without the line or without a sign of life', () => {
  expect(isStale('offline', 2_000, 2_000)).toBe(false)
  expect(isStale('offline', 3_500, 3_500)).toBe(true)
  expect(isStale('online', 60_000, 11_000)).toBe(false)
  expect(isStale('online', 60_000, 13_000)).toBe(true)
})

test('the badge says since when, and a refusal speaks for itself', () => {
  const at = new Date(2024, 8, 5, 19, 4).getTime()
  expect(staleText({ kind: 'offline' }, at)).toBe('Mất kết nối · hình lúc 19:04')
  expect(staleText({ kind: 'refused', code: 'x', words: { vi: 'Không có hội thi này', en: '' } }, null)).toBe('Không có hội thi này')
})

test('the contest is what the server wrote into the page, else the last part of the address', () => {
  const address = { pathname: '/display/h%E1%BB%99i-thi/', search: '' }
  expect(screenPage('', address)).toEqual({ contest: 'hội-thi', lang: null, isDemo: false, base: '' })
  expect(screenPage('{"contest": "phu-binh", "lang": "en", "base": "http://hall:8000"}', address)).toEqual({
    contest: 'phu-binh',
    lang: 'en',
    isDemo: false,
    base: 'http://hall:8000',
  })
  expect(screenPage('{"contest": "phu-binh", "lang": "en"}', { ...address, search: '?lang=vi' }).lang).toBe('vi')
  expect(screenPage('{"contest": "phu-binh", "is_demo": true}', address).isDemo).toBe(true)
  const broken = screenPage('{broken', { pathname: '/display/%E1', search: '' })
  expect(broken).toEqual({ contest: '%E1', lang: null, isDemo: false, base: '' })
})
