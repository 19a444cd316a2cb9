// Starts the wall of one contest.
import { connect, language, setLanguage } from 'live_client'
import { mount } from 'svelte'
import App from './App.svelte'
import { screenPage } from './page'
import { settleIn } from './screen_device'
import './fonts.css'
import './wall.css'
import { Wall } from './wall.svelte'

const page = screenPage(document.getElementById('screen')?.textContent ?? '', location)
if (page.lang && page.lang !== language.value) setLanguage(page.lang)
document.documentElement.lang = language.value

const wall = new Wall(page.contest, connect({ contest: page.contest, screen: true, heartbeat: false }))
const { contest, isDemo } = page
// What stood there until the script came.
const target = document.getElementById('app')!
target.replaceChildren()
mount(App, { target, props: { wall, contest, isDemo, base: page.base || location.origin } })
settleIn()
