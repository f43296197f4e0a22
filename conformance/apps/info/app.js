import { writeFileSync } from 'node:fs'
import { getOriginalCwd, HydraConfig, toAbsolutePath } from '@hydra-zen/hydra'
import { isMissing, select, toContainer } from '@hydra-zen/omegaconf'
import { pythonJson } from '../shared/python-json.js'
import { runApp } from '../shared/run-app.js'

const keys = ['job.name', 'job.config_name', 'job.num', 'job.id', 'job.chdir', 'job.override_dirname']
const places = ['runtime.cwd', 'runtime.output_dir']

await runApp(import.meta, () => {
  const hydra = HydraConfig.get()
  console.log(`mode=${String(hydra.mode?.name ?? hydra.mode)}`)
  for (const key of [...keys, ...places]) console.log(`${key}=${pythonJson(valueOrMissing(hydra, key))}`)
  const choices = Object.entries(toContainer(hydra.runtime.choices))
  console.log(`choices=${pythonJson(Object.fromEntries(choices.filter(([key]) => !key.startsWith('hydra/'))))}`)
  const overrides = toContainer(hydra.overrides, { resolve: true })
  console.log(`task=${pythonJson(overrides.task)} hydra=${pythonJson(overrides.hydra)}`)
  console.log(`cwd=${process.cwd()} original=${getOriginalCwd()} abs=${toAbsolutePath('x/y')}`)
  console.log(`env=${pythonJson(process.env.CONF_SET)}`)
  writeFileSync('left_behind.txt', '')
})

function valueOrMissing(config, key) {
  const [parent, name] = key.split('.')
  return isMissing(config[parent], name) ? '???' : select(config, key)
}
