/** A package may import those listed, and only through their entry points. */
export const packages = {
  diagnostics: '',
  omegaconf: 'diagnostics',
  signatures: 'diagnostics',
  hydra: 'omegaconf diagnostics',
  zen: 'hydra omegaconf signatures diagnostics',
}

/** Inside a package, a folder (or a file right under `src/`) may import its own files and what stands before it. */
export const folders = {
  omegaconf: 'types errors grammar nodes yaml interpolation ops schema view provenance index nodes',
  hydra: `errors ambient stepwise overrides builtin-config sources defaults compose instantiate plugins output logging callbacks
    ledger launchers sweepers run completion cli complete testing index plugin`,
}
