const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
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
const DAY = 86_400_000

/** How a point in time is written. */
export interface StrftimeOptions {
  /** Whether `%z` and `%Z` tell the offset. Python's naive dates have none: there both are empty. */
  readonly zone?: boolean
}

/**
 * A local time in the words of `pattern`: Python's directives, with the C library's flags `-`, `_`, `0`, `^`, `#`.
 *
 * Names are English. A directive that does not exist stays as it is.
 * Reference: `datetime.strftime` on Linux in the C locale.
 */
export function strftime(pattern: string, date: Date, { zone = false }: StrftimeOptions = {}): string {
  if (!pattern.includes('%')) return pattern
  return pattern.replace(/%([-_0^#]?)([a-zA-Z%])/g, (whole, flag: string, directive: string) => {
    const field = fieldOf(directive, date, zone)
    return field === undefined ? whole : padded(field, flag)
  })
}

/** A text, or a number with the width and the filling it has without a flag. */
type Field = string | readonly [value: number, width: number, filling?: ' ']

function padded(field: Field, flag: string): string {
  if (typeof field === 'string') return flag === '^' ? field.toUpperCase() : flag === '#' ? swapped(field) : field
  const [value, width, filling = '0'] = field
  if (flag === '-') return String(value)
  return String(value).padStart(width, flag === '_' ? ' ' : flag === '0' ? '0' : filling)
}

/** `%#p` is lower case, `%#a` upper case. */
function swapped(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()
}

function fieldOf(directive: string, date: Date, zone: boolean): Field | undefined {
  const again = (pattern: string): string => strftime(pattern, date, { zone })
  switch (directive) {
    case 'Y':
      return [date.getFullYear(), 1]
    case 'm':
      return [date.getMonth() + 1, 2]
    case 'd':
      return [date.getDate(), 2]
    case 'H':
      return [date.getHours(), 2]
    case 'M':
      return [date.getMinutes(), 2]
    case 'S':
      return [date.getSeconds(), 2]
    case 'f':
      return [date.getMilliseconds() * 1000, 6]
    case 'y':
      return [date.getFullYear() % 100, 2]
    case 'C':
      return [Math.floor(date.getFullYear() / 100), 2]
    case 'I':
      return [date.getHours() % 12 || 12, 2]
    case 'e':
      return [date.getDate(), 2, ' ']
    case 'k':
      return [date.getHours(), 2, ' ']
    case 'l':
      return [date.getHours() % 12 || 12, 2, ' ']
    case 'j':
      return [dayOfYear(date), 3]
    case 'w':
      return [date.getDay(), 1]
    case 'u':
      return [date.getDay() || 7, 1]
    case 'U':
      return [Math.floor((dayOfYear(date) + 6 - date.getDay()) / 7), 2]
    case 'W':
      return [Math.floor((dayOfYear(date) + 6 - ((date.getDay() + 6) % 7)) / 7), 2]
    case 'V':
      return [isoWeek(date).week, 2]
    case 'G':
      return [isoWeek(date).year, 1]
    case 'g':
      return [isoWeek(date).year % 100, 2]
    case 's':
      return [Math.floor(date.getTime() / 1000), 1]
    case 'a':
      return (days[date.getDay()] as string).slice(0, 3)
    case 'A':
      return days[date.getDay()] as string
    case 'b':
    case 'h':
      return (months[date.getMonth()] as string).slice(0, 3)
    case 'B':
      return months[date.getMonth()] as string
    case 'p':
      return date.getHours() < 12 ? 'AM' : 'PM'
    case 'P':
      return date.getHours() < 12 ? 'am' : 'pm'
    case 'z':
      return zone ? offset(date) : ''
    case 'Z':
      return zone ? zoneName(date) : ''
    case 'c':
      return again('%a %b %e %H:%M:%S %Y')
    case 'x':
    case 'D':
      return again('%m/%d/%y')
    case 'X':
    case 'T':
      return again('%H:%M:%S')
    case 'r':
      return again('%I:%M:%S %p')
    case 'R':
      return again('%H:%M')
    case 'F':
      return again('%Y-%m-%d')
    case 'n':
      return '\n'
    case 't':
      return '\t'
    case '%':
      return '%'
    default:
      return undefined
  }
}

/** From 1. Days are counted in calendar days, whatever the clock does in between. */
function dayOfYear(date: Date): number {
  return (utcDay(date.getFullYear(), date.getMonth(), date.getDate()) - utcDay(date.getFullYear(), 0, 1)) / DAY + 1
}

/** The week that holds the year's Thursday, and the year it belongs to. */
function isoWeek(date: Date): { week: number; year: number } {
  const fromMonday = (date.getDay() + 6) % 7
  const thursday = new Date(utcDay(date.getFullYear(), date.getMonth(), date.getDate() - fromMonday + 3))
  const year = thursday.getUTCFullYear()
  return { week: Math.floor((thursday.getTime() - utcDay(year, 0, 1)) / DAY / 7) + 1, year }
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utcDay(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day)
}

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const absolute = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`
}

function zoneName(date: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
