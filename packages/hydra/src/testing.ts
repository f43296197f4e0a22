/**
 * `@hydra-zen/hydra/testing`: the promises that plugins make, as suites of tests, and help for testing apps.
 *
 * The suites of launchers and sweepers run under vitest.
 */
export { type ConfigTree, configTree } from './testing/config-tree.ts'
export type { Exceptions } from './testing/contract.ts'
export { runContractJob } from './testing/contract-job.ts'
export { type LauncherContractOptions, launcherContract } from './testing/launcher-contract.ts'
export { contractConfigs, sourceContract, type TestRunner } from './testing/source-contract.ts'
export { type SweeperContractOptions, sweeperContract } from './testing/sweeper-contract.ts'
