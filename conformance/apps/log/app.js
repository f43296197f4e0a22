import { getLogger } from '@hydra-zen/hydra'
import { runApp } from '../shared/run-app.js'

const log = getLogger('app.work')

await runApp(import.meta, () => {
  log.debug('a debug line')
  log.info('an info line')
  log.warning('a warning line')
  log.error('an error line')
  console.log('a printed line')
})
