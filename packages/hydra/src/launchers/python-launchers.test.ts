import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { JoblibLauncher, SubmititLocalLauncher } from './python-launchers.ts'

test('as many jobs run at once as joblib and submitit would run', () => {
  expect(new JoblibLauncher({ n_jobs: 3, backend: 'loky' }).capacity).toBe(3)
  expect(new JoblibLauncher({ n_jobs: -1 }).capacity).toBe(availableParallelism())
  expect(new JoblibLauncher({ n_jobs: -1000 }).capacity).toBe(1)
  expect(new SubmititLocalLauncher({ timeout_min: 60, mem_gb: 160 }).capacity).toBe(availableParallelism())
  expect(() => new SubmititLocalLauncher({ timeout_min: -1 })).toThrow('hydra.launcher.timeout_min')
})
