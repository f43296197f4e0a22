import { inputSpan } from '../defaults/group-choices.ts'
import { severalProblems } from '../defaults/several-problems.ts'
import { ConfigCompositionException, type HydraException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import { isSweep } from '../overrides/is-sweep.ts'
import { isHydraOverride } from './fill-hydra.ts'

/**
 * Refuses sweeps where there is one job only, and sweeps over Hydra's own config anywhere.
 *
 * @throws ConfigCompositionException `SWEEP_WITHOUT_MULTIRUN`, `SWEEP_OF_HYDRA`.
 */
export function refuseSweeps(
  overrides: readonly Override[],
  { mode, fromShell }: { readonly mode: 'run' | 'multirun'; readonly fromShell: boolean },
): void {
  const problems: HydraException[] = []
  for (const override of overrides) {
    if (!isSweep(override)) continue
    if (mode === 'run') problems.push(needsMultirun(override, fromShell))
    else if (isHydraOverride(override)) {
      problems.push(
        new ConfigCompositionException(`Hydra's own configuration cannot be swept: \`${override.input}\`.`, {
          code: 'SWEEP_OF_HYDRA',
          at: inputSpan(override),
        }),
      )
    }
  }
  if (problems.length > 0) throw severalProblems(problems)
}

function needsMultirun(override: Override, fromShell: boolean): ConfigCompositionException {
  const at = inputSpan(override)
  if (override.value?.kind !== 'choice' || !override.value.simple) {
    return new ConfigCompositionException(`The sweep \`${override.input}\` needs --multirun.`, {
      code: 'SWEEP_WITHOUT_MULTIRUN',
      at,
    })
  }
  const lead = override.input.slice(0, override.valueStart)
  const values = override.input.slice(override.valueStart)
  return new ConfigCompositionException(`\`${override.input}\` can be read in several ways.`, {
    code: 'SWEEP_WITHOUT_MULTIRUN',
    at,
    hint: [
      `a list: ${fromShell ? `'${lead}[${values}]'` : `${lead}[${values}]`}`,
      `one text: ${fromShell ? `"${lead}'${values}'"` : `${lead}'${values}'`}`,
      'a sweep: add --multirun',
    ].join('\n      '),
  })
}
