import { mount } from 'svelte'
import { language, setLanguage } from 'live_client'
import App from './App.svelte'
import './judge.css'
import { readSeatCard } from './seat_card'
import { Seat } from './seat.svelte'

const card = readSeatCard()
const isAsked = new URL(location.href).searchParams.has('lang')
setLanguage(isAsked || card.lang === null ? language.value : card.lang)

mount(App, { target: document.getElementById('app')!, props: { seat: new Seat(card) } })
