import { createNode, loadYamlNode, type MapNode } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { createTargets } from '../instantiate/targets.ts'
import { withBuiltinTargets } from './builtin-targets.ts'
import { makeLauncher, makeSweeper } from './make-plugin.ts'

const optuna = 'hydra_plugins.hydra_optuna_sweeper.optuna_sweeper.OptunaSweeper'
const hydra = createNode({
  launcher: { _target_: 'hydra_plugins.hydra_joblib_launcher.joblib_launcher.JoblibLauncher', n_jobs: 3, verbose: 0 },
  sweeper: { _target_: optuna, sampler: { _target_: 'optuna.samplers.TPESampler' } },
}) as MapNode

test('a plugin of Hydra that has a counterpart is that', async () => {
  const launcher = await makeLauncher(hydra, withBuiltinTargets(createTargets({ roots: [] })))
  expect(launcher.capacity).toBe(3)
})

test('one that has none is told apart from what it is made of, unless an app brings it', async () => {
  const targets = createTargets({ roots: [] })
  await expect(makeSweeper(hydra, withBuiltinTargets(targets))).rejects.toThrow(
    `The sweeper \`${optuna}\` is a plugin for Python`,
  )
  class Own {
    setup(): void {}
    ask(): null {
      return null
    }
  }
  targets.register(optuna, Own)
  targets.register('optuna.samplers.TPESampler', () => 'tpe')
  expect(await makeSweeper(hydra, withBuiltinTargets(targets))).toBeInstanceOf(Own)
})

test('what a plugin refuses of its options is told where it was written, with what to do', async () => {
  const text = 'launcher:\n  _target_: hydra.launchers.ProcessLauncher\n  output: screen\n'
  const written = loadYamlNode({ name: 'conf/hydra/launcher/mine.yaml', text }) as MapNode
  await expect(makeLauncher(written, withBuiltinTargets(createTargets({ roots: [] })))).rejects.toThrow(
    /^hydra.launcher.output is `screen`.\n {2}conf\/hydra\/launcher\/mine.yaml:3:11\n[\s\S]*\nhint: file or inherit$/,
  )
})

test('an option that the built-in ones do not have is refused', async () => {
  const targets = withBuiltinTargets(createTargets({ roots: [] }))
  const core = 'hydra._internal.core_plugins'
  const node = createNode({
    launcher: { _target_: `${core}.basic_launcher.BasicLauncher`, n_jobs: 2 },
    sweeper: { _target_: `${core}.basic_sweeper.BasicSweeper`, max_batch_sise: 2, _recursive_: false },
  }) as MapNode
  await expect(makeLauncher(node, targets)).rejects.toThrow(/`launcher.n_jobs` is no option of .*BasicLauncher/)
  await expect(makeSweeper(node, targets)).rejects.toThrow(/max_batch_sise[\s\S]*did you mean `max_batch_size`/)
})
