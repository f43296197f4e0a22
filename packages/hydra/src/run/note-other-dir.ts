import { relative } from 'node:path'
import { type MapNode, select } from '@hydra-zen/omegaconf/nodes'
import type { Runtime } from './runtime.ts'

/**
 * Says so where a run or a sweep could not have the directory it wanted. Who names a directory will look for the results
 * there; one that the clock names, nobody knows beforehand.
 */
export function noteOtherDir(
  { cwd, stderr }: Pick<Runtime, 'cwd' | 'stderr'>,
  config: MapNode,
  { what, wanted, got }: { readonly what: 'run' | 'sweep'; readonly wanted: string; readonly got: string },
): void {
  if (wanted === got) return
  const written = select(config, ['hydra', what, 'dir'], { resolve: false })
  if (written?.state === 'interpolation') return
  stderr.write(`note: ${relative(cwd, wanted)} holds an earlier ${what}, this one is in ${relative(cwd, got)}\n`)
}
