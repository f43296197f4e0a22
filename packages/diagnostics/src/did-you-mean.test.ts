import { expect, test } from 'vitest'
import { didYouMean, listed, nearest } from './did-you-mean.ts'

test.each([
  ['prot', 'port'],
  ['PORT', 'port'],
  ['hos', 'host'],
])('%s is near %s', (typed, meant) => {
  expect(nearest(typed, ['host', 'port', 'user'])).toBe(meant)
})

test('two letters that changed places are one slip, however short the name', () => {
  expect(nearest('lr', ['rl'])).toBe('rl')
  expect(nearest('egf', ['efg', 'xyz'])).toBe('efg')
})

test('nothing is said where nothing is near', () => {
  expect(didYouMean('z', ['x', 'y'])).toBeUndefined()
  expect(didYouMean('temperature', ['host', 'port'])).toBeUndefined()
  expect(didYouMean('x', [])).toBeUndefined()
})

test('the only name of one letter is near to any letter', () => {
  expect(nearest('y', ['x', 'hydra'])).toBe('x')
  expect(nearest('y', ['x', 'z'])).toBeUndefined()
  expect(nearest('y', ['port'])).toBeUndefined()
})

test('the sentence names the nearest', () => {
  expect(didYouMean('passwrd', ['user', 'password'])).toBe('did you mean `password`?')
})

test('a long list is cut', () => {
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
})
