import { select } from '@hydra-zen/omegaconf'
import { pythonJson } from '../shared/python-json.js'
import { runApp } from '../shared/run-app.js'

await runApp(import.meta, (config) => {
  const x = select(config, 'x') ?? null
  console.log(`start x=${pythonJson(x)}`)
  const has = (key) => Object.hasOwn(config, key)
  if (has('read')) console.log(`read ${text(select(config, config.read, { throwOnMissing: true }))}`)
  if (has('attr')) console.log(text(config[config.attr]))
  if (has('set')) config[config.set] = 1
  if (x === (has('boom') ? config.boom : 2)) throw new Error(`boom on ${x}`)
  console.log(`end x=${pythonJson(x)}`)
  return x
})

/** As Python prints it. */
function text(value) {
  if (value === null || value === undefined) return 'None'
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}
