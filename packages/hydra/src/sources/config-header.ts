import type { Source } from '@hydra-zen/diagnostics'
import { ValueError } from '../errors.ts'
import type { ConfigHeader } from './config-source.ts'

const none: ConfigHeader = { package: undefined }

/**
 * The header of a config file: its first lines of the form `# @key value`, of which `package` is known.
 *
 * Empty lines may stand between; any other line, another comment too, ends the header.
 *
 * @throws ValueError `CONFIG_HEADER` where a header line has no value, or more than one.
 */
export function readHeader(source: Source): ConfigHeader {
  const { text } = source
  let header: ConfigHeader | undefined
  let start = 0
  while (start < text.length) {
    let end = text.indexOf('\n', start)
    if (end === -1) end = text.length
    const line = text.slice(start, end).trim()
    if (line !== '') {
      if (line[0] !== '#') break
      const content = line.replace(/^#+/, '').trim()
      if (content[0] !== '@') break
      const [key = '', value, more] = content.split(' ').filter((part) => part !== '')
      if (value === undefined || more !== undefined) {
        const at = { source, start: start + text.slice(start, end).indexOf('#'), end }
        throw new ValueError(
          value === undefined
            ? `The header \`${content}\` has no value.`
            : `The header \`${content}\` has too many values.`,
          { code: 'CONFIG_HEADER', at, hint: 'write `# @package some.path`, with nothing behind it.' },
        )
      }
      if (key === '@package') header = { package: value }
    }
    start = end + 1
  }
  return header ?? none
}
