/**
 * `@hydra-zen/hydra/testing`: the promises that plugins make, as suites of tests, and help for testing apps. They
 * run under whatever test runner they are handed.
 */
export { type ConfigTree, configTree } from './testing/config-tree.ts'
export type { Exceptions, TestRunner, TestRunnerIt } from './testing/contract.ts'
export { runContractJob } from './testing/contract-job.ts'
export { type LauncherContractOptions, launcherContract } from './testing/launcher-contract.ts'
export { contractConfigs, type SourceContractOptions, sourceContract } from './testing/source-contract.ts'
export { type SweeperContractOptions, sweeperContract } from './testing/sweeper-contract.ts'
