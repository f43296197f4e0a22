const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** How dates are told. */
export interface StrftimeOptions {
  /**
   * Whether `%z` and `%Z` tell the local zone. Default false: they tell nothing, as for the date without a zone that
   * `${now:…}` formats in the reference.
   */
  readonly zone?: boolean
}

/**
 * `date` in local time, in the format of Python's `strftime` under the C locale: all of Python's directives, those of
 * glibc besides, and its flags (`%-d`, `%_H`, `%^a`).
 *
 * A directive that nobody knows stays as it is written.
 *
 * @example
 * strftime('%Y-%m-%d', new Date(2026, 0, 31)) // '2026-01-31'
 */
export function strftime(format: string, date: Date, options: StrftimeOptions = {}): string {
  let text = ''
  let from = 0
  for (let at = format.indexOf('%'); at !== -1 && at < format.length - 1; at = format.indexOf('%', from)) {
    text += format.slice(from, at)
    let letter = at + 1
    while (letter < format.length - 1 && '-_0^#'.includes(format[letter] as string)) letter++
    const flags = format.slice(at + 1, letter)
    const told = directive(format[letter] as string, date, options)
    text += told === undefined ? format.slice(at, letter + 1) : flagged(told, flags)
    from = letter + 1
  }
  return text + format.slice(from)
}

/** A text, or a number with its width and what fills it. */
type Told = string | { readonly number: number; readonly width: number; readonly fill: string }

function directive(letter: string, date: Date, options: StrftimeOptions): Told | undefined {
  switch (letter) {
    case 'Y':
      return number(date.getFullYear(), 1)
    case 'm':
      return number(date.getMonth() + 1)
    case 'd':
      return number(date.getDate())
    case 'H':
      return number(date.getHours())
    case 'M':
      return number(date.getMinutes())
    case 'S':
      return number(date.getSeconds())
    case 'f':
      return number(date.getMilliseconds() * 1000, 6)
    case 'a':
      return (DAYS[date.getDay()] as string).slice(0, 3)
    case 'A':
      return DAYS[date.getDay()]
    case 'b':
    case 'h':
      return (MONTHS[date.getMonth()] as string).slice(0, 3)
    case 'B':
      return MONTHS[date.getMonth()]
    case 'w':
      return number(date.getDay(), 1)
    case 'u':
      return number(date.getDay() || 7, 1)
    case 'y':
      return number(date.getFullYear() % 100)
    case 'C':
      return number(Math.floor(date.getFullYear() / 100))
    case 'I':
      return number(date.getHours() % 12 || 12)
    case 'l':
      return number(date.getHours() % 12 || 12, 2, ' ')
    case 'k':
      return number(date.getHours(), 2, ' ')
    case 'e':
      return number(date.getDate(), 2, ' ')
    case 'p':
      return date.getHours() < 12 ? 'AM' : 'PM'
    case 'P':
      return date.getHours() < 12 ? 'am' : 'pm'
    case 'j':
      return number(dayOfYear(date) + 1, 3)
    case 'U':
      return number(Math.floor((dayOfYear(date) + 7 - date.getDay()) / 7))
    case 'W':
      return number(Math.floor((dayOfYear(date) + 7 - ((date.getDay() + 6) % 7)) / 7))
    case 'G':
      return number(isoWeek(date).year, 4)
    case 'g':
      return number(isoWeek(date).year % 100)
    case 'V':
      return number(isoWeek(date).week)
    case 's':
      return number(Math.floor(date.getTime() / 1000), 1)
    case 'z':
      return options.zone ? offset(date) : ''
    case 'Z':
      return options.zone ? zoneName(date) : ''
    case 'n':
      return '\n'
    case 't':
      return '\t'
    case '%':
      return '%'
    default: {
      const longer = composed(letter)
      return longer === undefined ? undefined : strftime(longer, date, options)
    }
  }
}

function composed(letter: string): string | undefined {
  switch (letter) {
    case 'c':
      return '%a %b %e %H:%M:%S %Y'
    case 'x':
    case 'D':
      return '%m/%d/%y'
    case 'X':
    case 'T':
      return '%H:%M:%S'
    case 'F':
      return '%Y-%m-%d'
    case 'R':
      return '%H:%M'
    case 'r':
      return '%I:%M:%S %p'
    default:
      return undefined
  }
}

function number(value: number, width = 2, fill = '0'): Told {
  return { number: value, width, fill }
}

function flagged(told: Told, flags: string): string {
  let text: string
  if (typeof told === 'string') text = told
  else {
    const fill = flags.includes('-') ? '' : flags.includes('_') ? ' ' : flags.includes('0') ? '0' : told.fill
    text = fill === '' ? String(told.number) : String(told.number).padStart(told.width, fill)
  }
  return flags.includes('^') ? text.toUpperCase() : text
}

/** Counted from 0; in days of the calendar, so that a change of the clock does not matter. */
function dayOfYear(date: Date): number {
  const year = date.getFullYear()
  return Math.round((Date.UTC(year, date.getMonth(), date.getDate()) - Date.UTC(year, 0, 1)) / 86_400_000)
}

/** ISO 8601: the week belongs to the year that holds its Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 4 - (date.getDay() || 7))
  return { year: thursday.getFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 }
}

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const size = Math.abs(minutes)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`
}

function zoneName(date: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
