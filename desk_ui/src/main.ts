import 'htmx.org'
import './desk.css'
