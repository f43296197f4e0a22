import type { DefaultValue, Param, Property, Signature, TypeModel } from '../src/model.ts'

/** A type as one would write it. */
export function typeText(type: TypeModel): string {
  switch (type.k) {
    case 'literal':
      return JSON.stringify(type.value)
    case 'array':
      return `${typeText(type.of)}[]`
    case 'tuple':
      return `[${[...type.of.map(typeText), ...(type.rest ? [`...${typeText(type.rest)}[]`] : [])].join(', ')}]`
    case 'record':
      return `Record<${typeText(type.of)}>`
    case 'union':
      return type.of.map(typeText).join(' | ')
    case 'enum':
      return `enum ${type.name} ${type.members.map((each) => each.join('=')).join(' ')}`
    case 'object':
      return `{ ${[...type.props.map(shown), ...(type.open ? ['…'] : [])].join('; ')} }`
    case 'class':
      return type.file === 'lib' ? type.name : `class ${type.name}`
    case 'external':
      return `${type.from}#${type.name}`
    case 'other':
      return `?${type.text}?`
    default:
      return type.k
  }
}

/** ` = 1`, or nothing. Expressions stand in angle brackets. */
export function valueText(value: DefaultValue | undefined): string {
  if (value === undefined) return ''
  return ` = ${'value' in value ? JSON.stringify(value.value) : 'expr' in value ? `<${value.expr}>` : Object.values(value)[0]}`
}

/** A parameter or a field in a line: `x: number = 1`. */
export function shown(param: Param | Property): string {
  const rest = 'kind' in param && param.kind === 'rest'
  const mark = param.optional && param.default === undefined && !rest ? '?' : ''
  return `${rest ? '...' : ''}${param.name}${mark}: ${typeText(param.type)}${valueText(param.default)}`
}

/** All parameters in a line. */
export function paramsText(signature: Signature | undefined): string | undefined {
  return signature?.params.map(shown).join(', ')
}
