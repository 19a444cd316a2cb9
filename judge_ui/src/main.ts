import { mount } from 'svelte'
import { languageOfPage, speak } from 'live_client'
import App from './App.svelte'
import { takeDoubleTapsAsOne } from './double_tap'
import './judge.css'
import { readSeatCard } from './seat_card'
import { Seat } from './seat.svelte'

const card = readSeatCard()
speak(languageOfPage(location.href, card.lang ?? 'vi'))

takeDoubleTapsAsOne()

// What stood there until the script came.
const target = document.getElementById('app')!
target.replaceChildren()
mount(App, { target, props: { seat: new Seat(card) } })
