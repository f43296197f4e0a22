// error: Type '"task"' is not assignable to type '"the config 'task' does not fit the task: see 'x'"'
import { makeConfig, ZenStore, zen } from 'hydra-zen'

function task({ x }: { x: number }): number {
  return x
}

const store = new ZenStore().add(makeConfig({ x: 'one' }), { name: 'task' })

export const outcome = zen(task).main(import.meta, { configName: 'task', stores: store })
