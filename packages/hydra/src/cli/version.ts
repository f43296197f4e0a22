/** The version of Hydra whose behaviour this is: `hydra.runtime.version`. */
export const HYDRA_VERSION = '1.3.5'

/** The version of this package. */
export const PACKAGE_VERSION = '0.1.0'

/** What `--version` prints. */
export function versionText(): string {
  return `Hydra ${HYDRA_VERSION} for TypeScript (@hydra-zen/hydra ${PACKAGE_VERSION}, Node ${process.versions.node})\n`
}
